package dev.parley.model.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The instruments of one process, given to whoever measures by its constructor. Asking for one looks it up: ask once and
 * keep it. Asking again, from another verticle or another instance of the same, gives what adds up with the first.
 */
public final class Metrics {
    /** From the fastest answer there is to what nobody waits for any more (the bus gives up after 2 s, REST after 5). */
    private static final Duration[] LATENCIES = Stream.of(
                    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500};

    private final MeterRegistry registry;
    private final Map<List<String>, Sources> gauges = new ConcurrentHashMap<>();

    public Metrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Measures nothing, at next to no cost. */
    public static Metrics none() {
        return new Metrics(new CompositeMeterRegistry());
    }

    /** @param labelValues as many as the instrument has labels, in their order; here and below */
    public Counter counter(Instrument instrument, String... labelValues) {
        check(instrument, Instrument.Kind.COUNTER);
        return Counter.builder(instrument.id())
                .description(instrument.help())
                .tags(tags(instrument, labelValues))
                .register(registry);
    }

    public Timer latency(Instrument instrument, String... labelValues) {
        check(instrument, Instrument.Kind.LATENCY);
        return Timer.builder(instrument.id())
                .description(instrument.help())
                .tags(tags(instrument, labelValues))
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }

    public DistributionSummary sizes(Instrument instrument, String... labelValues) {
        check(instrument, Instrument.Kind.SIZES);
        return DistributionSummary.builder(instrument.id())
                .description(instrument.help())
                .tags(tags(instrument, labelValues))
                .serviceLevelObjectives(SIZES)
                .register(registry);
    }

    /** A part of a gauge that its owner keeps by counting: the gauge is the sum of all parts. */
    public Level level(Instrument instrument, String... labelValues) {
        var level = new Level();
        var unused = sum(instrument, level::get, labelValues);
        return level;
    }

    /**
     * A part of a gauge that is asked for, from any thread: the gauge is the sum of all parts.
     *
     * @return takes the part away again
     */
    public Runnable sum(Instrument instrument, DoubleSupplier part, String... labelValues) {
        return sources(instrument, labelValues, DoubleStream::sum).add(part);
    }

    /** As {@link #sum}, but the gauge is the largest of all parts, 0 without any. */
    public Runnable largest(Instrument instrument, DoubleSupplier part, String... labelValues) {
        return sources(instrument, labelValues, parts -> parts.max().orElse(0)).add(part);
    }

    private Sources sources(Instrument instrument, String[] labelValues, Combination combination) {
        check(instrument, Instrument.Kind.GAUGE);
        var tags = tags(instrument, labelValues);
        var key = Stream.concat(Stream.of(instrument.id()), Stream.of(labelValues))
                .toList();
        return gauges.computeIfAbsent(key, first -> {
            var sources = new Sources(combination);
            Gauge.builder(instrument.id(), sources, Sources::value)
                    .description(instrument.help())
                    .tags(tags)
                    .register(registry);
            return sources;
        });
    }

    private static Tags tags(Instrument instrument, String[] values) {
        if (values.length != instrument.labels().size()) {
            throw new IllegalArgumentException(instrument + " has the labels " + instrument.labels());
        }
        var tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(instrument.labels().get(i), values[i]);
        }
        return tags;
    }

    private static void check(Instrument instrument, Instrument.Kind kind) {
        if (instrument.kind() != kind) {
            throw new IllegalArgumentException(instrument + " is no " + kind);
        }
    }

    private interface Combination {
        double of(DoubleStream parts);
    }

    private static final class Sources {
        private final Combination combination;
        private final List<DoubleSupplier> parts = new CopyOnWriteArrayList<>();

        Sources(Combination combination) {
            this.combination = combination;
        }

        Runnable add(DoubleSupplier part) {
            parts.add(part);
            return () -> parts.remove(part);
        }

        double value() {
            return combination.of(parts.stream().mapToDouble(DoubleSupplier::getAsDouble));
        }
    }
}
