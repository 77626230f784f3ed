package dev.parley.broker;

import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Level;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.Event;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is measured of one intake of stored events. Owned by its context. */
final class IntakeMetrics {
    private final Level waiting;
    private final Counter events;
    private final Counter retries;
    private final Timer lag;

    IntakeMetrics(Metrics metrics, String queue) {
        this.waiting = metrics.level(Instrument.INTAKE_WAITING, queue);
        this.events = metrics.counter(Instrument.INTAKE_EVENTS, queue);
        this.retries = metrics.counter(Instrument.INTAKE_RETRIES, queue);
        this.lag = metrics.latency(Instrument.INTAKE_LAG, queue);
    }

    void waiting(int deliveries) {
        waiting.set(deliveries);
    }

    /** One delivery's events. Measured at the last of them, as they were stored together or it came last. */
    void handled(List<Event> delivered) {
        events.increment(delivered.size());
        if (!delivered.isEmpty()) {
            long at = delivered.get(delivered.size() - 1).at().toEpochMilli();
            // Another machine's clock may be ahead of ours.
            lag.record(Math.max(0, System.currentTimeMillis() - at), TimeUnit.MILLISECONDS);
        }
    }

    void retried() {
        retries.increment();
    }
}
