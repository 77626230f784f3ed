package dev.parley.presence;

import dev.parley.model.presence.Presence;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps again and again, one sweep at a time. Any number of presence nodes may: each change is found by one of them.
 *
 * <p>Owned by the context that made it.
 */
final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /** Sweeps of {@link PresenceStore#sweep} in a row before others get their turn. */
    private static final int MAX_IN_A_ROW = 50;

    private final Vertx vertx;
    private final PresenceStore store;
    private final Duration every;
    private final Consumer<List<Presence>> changed;
    private boolean stopped;

    Sweeper(Vertx vertx, PresenceStore store, Duration every, Consumer<List<Presence>> changed) {
        this.vertx = vertx;
        this.store = store;
        this.every = every;
        this.changed = changed;
    }

    void start() {
        vertx.setTimer(
                every.toMillis(),
                timer -> sweep(1).onComplete(done -> {
                    if (done.failed()) {
                        LOG.debug(
                                "sweep cause={}", done.cause().getMessage()); // Redis being away is logged by its link
                    }
                    if (!stopped) {
                        start();
                    }
                }));
    }

    void stop() {
        stopped = true;
    }

    private Future<Void> sweep(int round) {
        return store.sweep().compose(swept -> {
            changed.accept(swept.changes());
            return swept.more() && round < MAX_IN_A_ROW && !stopped ? sweep(round + 1) : Future.succeededFuture();
        });
    }
}
