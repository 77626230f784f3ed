package dev.parley.it.fault;

import dev.parley.it.system.Server;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What befalls a server, and how it ends. */
enum Fault {
    /** Every connection ends, and none can be made. */
    CUT(true, atProxy(FaultProxy::cut), atProxy(FaultProxy::heal)),
    /** Every connection ends; a new one can be made at once. */
    RESET(false, atProxy(FaultProxy::resetAll), atProxy(FaultProxy::heal)),
    /** Half-open: connections stay and can be made, and nothing goes through. */
    STALLED(true, atProxy(FaultProxy::stall), atProxy(FaultProxy::heal)),
    /** The connections that there are say nothing for ever, and do not end; new ones are served. */
    FORGOTTEN(false, atProxy(FaultProxy::forgetAll), atProxy(FaultProxy::heal)),
    /** 150 ms for each chunk, in each direction. */
    SLOW(
            false,
            atProxy(proxy -> proxy.delay(Duration.ofMillis(150), Duration.ofMillis(150))),
            atProxy(FaultProxy::heal)),
    /** SIGSTOP, later SIGCONT. */
    FROZEN(
            true,
            (parley, server) -> parley.services().freeze(server),
            (parley, server) -> parley.services().thaw(server)),
    /** SIGKILL, later another start on the same data. */
    KILLED(
            true,
            (parley, server) -> parley.services().kill9(server),
            (parley, server) -> parley.services().up(server));

    private final boolean away;
    private final BiConsumer<ProxiedParley, Server> begin;
    private final BiConsumer<ProxiedParley, Server> end;

    Fault(boolean away, BiConsumer<ProxiedParley, Server> begin, BiConsumer<ProxiedParley, Server> end) {
        this.away = away;
        this.begin = begin;
        this.end = end;
    }

    private static BiConsumer<ProxiedParley, Server> atProxy(Consumer<FaultProxy> what) {
        return (parley, server) -> what.accept(parley.proxy(server));
    }

    void begin(ProxiedParley parley, Server server) {
        begin.accept(parley, server);
    }

    void end(ProxiedParley parley, Server server) {
        end.accept(parley, server);
    }

    /** Whether the server is away as long as it lasts. */
    boolean isAway() {
        return away;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
