package dev.parley.gateway.upstream;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Notices when nothing has moved for too long. One timer however often something moves: it looks back when it is due.
 *
 * <p>Owned by the gateway's context.
 */
final class Silence {
    private final Vertx vertx;
    private final long limitNanos;
    private final BooleanSupplier bearable;
    private final Runnable tooLong;
    private long movedAt;
    private long timer = -1;

    /**
     * @param bearable whether it is not the upstream's: then it begins anew
     * @param tooLong called once
     */
    Silence(Vertx vertx, Duration limit, BooleanSupplier bearable, Runnable tooLong) {
        this.vertx = vertx;
        this.limitNanos = limit.toNanos();
        this.bearable = bearable;
        this.tooLong = tooLong;
    }

    void start() {
        moved();
        arm(limitNanos);
    }

    /** Something did. */
    void moved() {
        movedAt = System.nanoTime();
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void arm(long nanos) {
        timer = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)), due -> look());
    }

    private void look() {
        if (bearable.getAsBoolean()) {
            moved();
        }
        long left = limitNanos - (System.nanoTime() - movedAt);
        if (left > 0) {
            arm(left);
        } else {
            tooLong.run();
        }
    }
}
