package dev.parley.gateway.realtime;

import dev.parley.model.failure.FailureCode;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Level;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is measured at the doors. Owned by the gateway's context. */
final class RealtimeMetrics {
    private final Counter frames;
    private final Level unsent;
    private final Map<DoorName, Level> sockets = new EnumMap<>(DoorName.class);
    private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);
    private final Map<FailureCode, Counter> errors = new EnumMap<>(FailureCode.class);
    private final Map<String, Timer> answers;

    /** @param operations all there are; none is added later */
    RealtimeMetrics(Metrics metrics, Set<String> operations) {
        this.frames = metrics.counter(Instrument.GATEWAY_FRAMES);
        this.unsent = metrics.level(Instrument.GATEWAY_UNSENT);
        for (var door : DoorName.values()) {
            sockets.put(door, metrics.level(Instrument.GATEWAY_SOCKETS, door.label()));
        }
        for (var code : CloseCode.values()) {
            closes.put(code, metrics.counter(Instrument.GATEWAY_CLOSES, Short.toString(code.code())));
        }
        for (var code : FailureCode.values()) {
            errors.put(code, metrics.counter(Instrument.GATEWAY_ERRORS, "realtime", code.name()));
        }
        this.answers = operations.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), operation -> metrics.latency(Instrument.GATEWAY_ACK, operation)));
    }

    void received() {
        frames.increment();
    }

    void opened(DoorName door) {
        change(door, 1);
    }

    void gone(DoorName door) {
        change(door, -1);
    }

    private void change(DoorName door, int change) {
        var level = sockets.get(door);
        if (level != null) {
            level.add(change);
        }
    }

    /** What all sockets together have been given and not taken. */
    Level unsent() {
        return unsent;
    }

    void closed(CloseCode code) {
        count(closes.get(code));
    }

    void failed(FailureCode code) {
        count(errors.get(code));
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    /** @param operation one of those given to the constructor */
    void answered(String operation, long sinceNanos) {
        var timer = answers.get(operation);
        if (timer != null) {
            timer.record(System.nanoTime() - sinceNanos, TimeUnit.NANOSECONDS);
        }
    }
}
