package dev.parley.launcher.metrics;

import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * How late the event loops are. Each is asked to run nothing every {@link #PERIOD_MS}: what that comes too late by is what a
 * frame or an answer waits, too. A loop that does not come at all shows in the gauge while it is stuck, and in the
 * histogram once it is not.
 */
final class EventLoopLag {
    static final long PERIOD_MS = 200;

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(PERIOD_MS);

    private final EventExecutor loop;
    private final Timer lag;
    private volatile long dueAt = System.nanoTime() + PERIOD_NANOS;

    private EventLoopLag(EventExecutor loop, Timer lag) {
        this.loop = loop;
        this.lag = lag;
    }

    /** Ends with the event loops. */
    static void watch(Vertx vertx, Metrics metrics) {
        var lag = metrics.latency(Instrument.LOOP_LAG);
        EventLoopGroup loops = ((VertxInternal) vertx).nettyEventLoopGroup();
        StreamSupport.stream(loops.spliterator(), false)
                .map(loop -> new EventLoopLag(loop, lag))
                .forEach(one -> {
                    var unused = metrics.largest(Instrument.LOOP_STALLED, one::stalledSeconds);
                    one.again();
                });
    }

    private void again() {
        dueAt = System.nanoTime() + PERIOD_NANOS;
        var unused = loop.schedule(this::come, PERIOD_NANOS, TimeUnit.NANOSECONDS);
    }

    private void come() {
        lag.record(Math.max(0, System.nanoTime() - dueAt), TimeUnit.NANOSECONDS);
        again();
    }

    private double stalledSeconds() {
        return Math.max(0, System.nanoTime() - dueAt) / 1e9;
    }
}
