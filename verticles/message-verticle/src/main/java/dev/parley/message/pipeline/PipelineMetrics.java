package dev.parley.message.pipeline;

import dev.parley.message.room.StoredEvent;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.IntentOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is measured of all partitions together. Owned by the verticle's context. */
final class PipelineMetrics {
    private final Metrics metrics;
    private final Clock clock;
    private final Timer batches;
    private final DistributionSummary sizes;
    private final Counter failures;
    private final Map<EventType, Counter> stored = new EnumMap<>(EventType.class);
    private final Map<Outcome, Counter> intents = new EnumMap<>(Outcome.class);

    PipelineMetrics(Metrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
        this.batches = metrics.latency(Instrument.MESSAGE_BATCH);
        this.sizes = metrics.sizes(Instrument.MESSAGE_BATCH_INTENTS);
        this.failures = metrics.counter(Instrument.MESSAGE_BATCH_FAILURES);
        for (var type : EventType.values()) {
            stored.put(type, metrics.counter(Instrument.MESSAGE_STORED, type.wire()));
        }
        for (var outcome : Outcome.values()) {
            var label = outcome.name().toLowerCase(Locale.ROOT);
            intents.put(outcome, metrics.counter(Instrument.MESSAGE_INTENTS, label));
        }
    }

    PartitionMetrics partition(int number) {
        return new PartitionMetrics(this, metrics, Integer.toString(number), clock);
    }

    void committed(Batch batch, long nanos) {
        batches.record(nanos, TimeUnit.NANOSECONDS);
        sizes.record(batch.results().size());
        count(batch.results());
        countEvents(batch.events());
    }

    void failed() {
        failures.increment();
    }

    void givenUp() {
        count(Outcome.GIVEN_UP, 1);
    }

    private void count(List<Batch.Result> results) {
        var counts = new int[Outcome.values().length];
        results.forEach(result -> counts[Outcome.of(result.outcome()).ordinal()]++);
        for (var outcome : Outcome.values()) {
            count(outcome, counts[outcome.ordinal()]);
        }
    }

    private void count(Outcome outcome, int times) {
        var counter = intents.get(outcome);
        if (counter != null && times > 0) {
            counter.increment(times);
        }
    }

    private void countEvents(List<StoredEvent> events) {
        for (var event : events) {
            var counter = stored.get(event.event().type());
            if (counter != null) {
                counter.increment();
            }
        }
    }

    private enum Outcome {
        STORED,
        /** Done before: delivered or sent again. */
        REPEATED,
        /** Nothing had to change. */
        UNCHANGED,
        REFUSED,
        /** In the dead letters, as the store would not have it. */
        GIVEN_UP;

        static Outcome of(IntentOutcome outcome) {
            if (outcome.failure() != null) {
                return REFUSED;
            }
            if (outcome.repeated()) {
                return REPEATED;
            }
            return outcome.events().isEmpty() ? UNCHANGED : STORED;
        }
    }
}
