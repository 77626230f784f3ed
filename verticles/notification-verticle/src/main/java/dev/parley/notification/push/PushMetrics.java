package dev.parley.notification.push;

import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Level;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What is measured of pushing. Owned by its context. */
final class PushMetrics {
    private final Metrics metrics;
    private final Level underWay;
    private final Timer attempts;

    PushMetrics(Metrics metrics) {
        this.metrics = metrics;
        this.underWay = metrics.level(Instrument.PUSH_UNDER_WAY);
        this.attempts = metrics.latency(Instrument.PUSH_ATTEMPT);
    }

    void underWay(int requests) {
        underWay.set(requests);
    }

    /** @param since by {@link System#nanoTime} */
    void attempt(long since) {
        attempts.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
    }

    void outcome(String outcome) {
        metrics.counter(Instrument.NOTIFICATIONS, Push.NAME, outcome).increment();
    }
}
