package dev.parley.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventLoopLagTest {
    private static final long POLL_NANOS = 5_000_000;
    private static final double STUCK_SECONDS = 2.0 * EventLoopLag.PERIOD_MS / 1000;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        vertx.close().await();
    }

    @Test
    void stuckLoopShowsWhileItIsStuckAndInTheHistogramAfterwards() {
        EventLoopLag.watch(vertx, new Metrics(registry));
        vertx.runOnContext(block -> awaitRelease());

        until(() -> registry.get("parley.eventloop.stalled.seconds").gauge().value() > STUCK_SECONDS);
        release.countDown();

        var lag = registry.get("parley.eventloop.lag").timer();
        until(() -> lag.max(TimeUnit.SECONDS) > STUCK_SECONDS);
        until(() -> registry.get("parley.eventloop.stalled.seconds").gauge().value() < STUCK_SECONDS);
        assertThat(lag.count()).isPositive();
    }

    private void awaitRelease() {
        try {
            assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
