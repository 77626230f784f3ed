package dev.parley.gateway.upstream;

import dev.parley.gateway.limit.Pace;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Notices a client that sends or reads a byte now and then, and so would keep its place for ever.
 *
 * <p>Owned by the gateway's context.
 */
final class ClientPace {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final long everyMs;
    private final BooleanSupplier awaited;
    private final Runnable tooSlow;
    private long moved;
    private long timer = -1;

    /**
     * @param awaited whether it is the client's turn
     * @param tooSlow called once
     */
    ClientPace(Vertx vertx, BooleanSupplier awaited, Runnable tooSlow) {
        this(vertx, LOOK_EVERY, awaited, tooSlow);
    }

    ClientPace(Vertx vertx, Duration lookEvery, BooleanSupplier awaited, Runnable tooSlow) {
        this.vertx = vertx;
        this.everyMs = lookEvery.toMillis();
        this.awaited = awaited;
        this.tooSlow = tooSlow;
    }

    void start() {
        timer = vertx.setTimer(everyMs, due -> look());
    }

    /** So many bytes came from the client, or for it. */
    void moved(int bytes) {
        moved += bytes;
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (Pace.timeFor(moved).toMillis() < everyMs && awaited.getAsBoolean()) {
            tooSlow.run();
        } else {
            moved = 0;
            start();
        }
    }
}
