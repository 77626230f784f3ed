package dev.parley.broker;

import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Level;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is measured of one verticle's broker. Owned by its context. */
final class BrokerMetrics {
    private final Metrics metrics;
    private final Level unconfirmed;
    private final Map<String, Exchange> exchanges = new HashMap<>(); // bounded by the topology

    BrokerMetrics(Metrics metrics) {
        this.metrics = metrics;
        this.unconfirmed = metrics.level(Instrument.BROKER_UNCONFIRMED);
        // Before the first message: a rate is of no use if it begins with the first failure.
        for (var name : List.of(Topology.ROOMS_EXCHANGE, Topology.EVENTS_EXCHANGE, Topology.DEAD_EXCHANGE)) {
            exchanges.put(name, new Exchange(metrics, name));
        }
    }

    Exchange exchange(String name) {
        return exchanges.computeIfAbsent(name, other -> new Exchange(metrics, other));
    }

    void handedOver() {
        unconfirmed.add(1);
    }

    void confirmed(Exchange exchange, long sinceNanos) {
        unconfirmed.add(-1);
        exchange.confirm.record(System.nanoTime() - sinceNanos, TimeUnit.NANOSECONDS);
    }

    void failed(Exchange exchange) {
        unconfirmed.add(-1);
        exchange.failures.increment();
    }

    /** Not even handed over. */
    void refused(Exchange exchange) {
        exchange.failures.increment();
    }

    /** Rare, so it is looked up. */
    void deadLetter(String queue, String cause) {
        int colon = cause.indexOf(':');
        metrics.counter(Instrument.BROKER_DEAD_LETTERS, queue, colon < 0 ? cause : cause.substring(0, colon))
                .increment();
    }

    /** The instruments of what is published to one exchange. */
    static final class Exchange {
        private final Timer confirm;
        private final Counter failures;

        Exchange(Metrics metrics, String name) {
            this.confirm = metrics.latency(Instrument.BROKER_CONFIRM, name);
            this.failures = metrics.counter(Instrument.BROKER_FAILURES, name);
        }
    }
}
