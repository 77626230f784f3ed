package dev.parley.it.fault;

import java.time.Duration;
import java.util.Locale;

/** What befalls a server, and how it ends. */
enum Fault {
    /** Every connection ends, and none can be made. */
    CUT {
        @Override
        void begin(ProxiedParley parley, Server server) {
            parley.proxy(server).cut();
        }
    },
    /** Every connection ends; a new one can be made at once. */
    RESET {
        @Override
        void begin(ProxiedParley parley, Server server) {
            parley.proxy(server).resetAll();
        }
    },
    /** Half-open: connections stay and can be made, and nothing goes through. */
    STALLED {
        @Override
        void begin(ProxiedParley parley, Server server) {
            parley.proxy(server).stall();
        }
    },
    /** The connections that there are say nothing for ever, and do not end; new ones are served. */
    FORGOTTEN {
        @Override
        void begin(ProxiedParley parley, Server server) {
            parley.proxy(server).forgetAll();
        }
    },
    /** 300 ms for whatever comes or goes. */
    SLOW {
        @Override
        void begin(ProxiedParley parley, Server server) {
            parley.proxy(server).delay(Duration.ofMillis(150), Duration.ofMillis(150));
        }
    },
    /** SIGSTOP, later SIGCONT. */
    FROZEN {
        @Override
        void begin(ProxiedParley parley, Server server) {
            parley.services().freeze(server);
        }

        @Override
        void end(ProxiedParley parley, Server server) {
            parley.services().thaw(server);
        }
    },
    /** SIGKILL, later another start on the same data. */
    KILLED {
        @Override
        void begin(ProxiedParley parley, Server server) {
            parley.services().kill9(server);
        }

        @Override
        void end(ProxiedParley parley, Server server) {
            parley.services().up();
        }
    };

    abstract void begin(ProxiedParley parley, Server server);

    void end(ProxiedParley parley, Server server) {
        parley.proxy(server).heal();
    }

    /** Whether the server is away as long as it lasts. */
    boolean isAway() {
        return this == CUT || this == STALLED || this == FROZEN || this == KILLED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
