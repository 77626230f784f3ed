package dev.parley.gateway.rooms;

import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.Counter;

/** What is measured of the way of commands. Owned by the gateway's context. */
final class GateMetrics {
    private final Counter accepted;
    private final Counter stored;

    GateMetrics(Metrics metrics, OutcomeWaiters waiters) {
        this.accepted = metrics.counter(Instrument.GATEWAY_ACCEPTED, "accepted");
        this.stored = metrics.counter(Instrument.GATEWAY_ACCEPTED, "stored");
        // Read from another thread: a map's size is one number, at worst a moment old.
        var unused = metrics.sum(Instrument.GATEWAY_WAITING, waiters::size);
    }

    /** A message is durable: in the broker, and in the log too if {@code inLog}. */
    void posted(boolean inLog) {
        (inLog ? stored : accepted).increment();
    }
}
