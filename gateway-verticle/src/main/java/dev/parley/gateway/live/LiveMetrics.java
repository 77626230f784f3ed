package dev.parley.gateway.live;

import dev.parley.model.live.Delivery;
import dev.parley.model.live.EventNames;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Level;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.EventType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is measured of live delivery: once for each event, however many sockets get it. Owned by the gateway's context. */
final class LiveMetrics {
    /** For what only a newer node knows. */
    private static final String OTHER = "other";

    private final Clock clock;
    private final Level users;
    private final Timer latency;
    private final Map<String, Counter> delivered;
    private final Counter others;

    LiveMetrics(Metrics metrics, Clock clock) {
        this.clock = clock;
        this.users = metrics.level(Instrument.GATEWAY_USERS);
        this.latency = metrics.latency(Instrument.GATEWAY_DELIVERY);
        this.others = metrics.counter(Instrument.GATEWAY_DELIVERED, OTHER);
        this.delivered = Stream.concat(
                        Arrays.stream(EventType.values()).map(EventType::wire), EventNames.DELIVERED.stream())
                .collect(Collectors.toMap(
                        Function.identity(), type -> metrics.counter(Instrument.GATEWAY_DELIVERED, type)));
    }

    void users(int change) {
        users.add(change);
    }

    /** @param sockets how many it was written to */
    void delivered(Delivery delivery, int sockets) {
        if (sockets == 0) {
            return;
        }
        delivered.getOrDefault(delivery.type(), others).increment(sockets);
        if (delivery.at() != null) {
            // The clock of the machine that stored it may be ahead of ours.
            latency.record(Math.max(0, clock.millis() - delivery.at().toEpochMilli()), TimeUnit.MILLISECONDS);
        }
    }
}
