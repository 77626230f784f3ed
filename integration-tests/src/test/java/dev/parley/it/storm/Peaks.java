package dev.parley.it.storm;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.it.operations.Scrape;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The most that some gauges of a server have shown, looked at twice a second. */
final class Peaks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Peaks.class);
    private static final long EVERY_MS = 500;

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private record Gauge(String name, String labels) {}

    private final URI management;
    private final Map<Gauge, Double> most = new LinkedHashMap<>(); // guarded by this
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private Peaks(URI management) {
        this.management = management;
    }

    static Peaks watch(URI management) {
        var peaks = new Peaks(management);
        peaks.clock.scheduleWithFixedDelay(peaks::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
        return peaks;
    }

    /** @param labels as for {@link Scrape#sum}, of which the peak is that of the sum */
    @CanIgnoreReturnValue
    Peaks of(String name, String labels) {
        synchronized (this) {
            most.put(new Gauge(name, labels), NEVER);
        }
        return this;
    }

    private void look() {
        try {
            var now = Scrape.of(management);
            synchronized (this) {
                most.replaceAll((gauge, before) ->
                        now.has(gauge.name) ? Math.max(before, now.sum(gauge.name, gauge.labels)) : before);
            }
        } catch (AssertionError | RuntimeException busy) {
            LOG.warn("not looked at: {}", busy.toString());
        }
    }

    /** Fails if it was never shown: a bound on what nobody has seen means nothing. */
    synchronized double most(String name) {
        return most.entrySet().stream()
                .filter(entry -> entry.getKey().name.equals(name))
                .mapToDouble(Map.Entry::getValue)
                .filter(value -> value != NEVER)
                .max()
                .orElseThrow(() -> new AssertionError(name + " was never shown"));
    }

    @Override
    public synchronized String toString() {
        return most.entrySet().stream()
                .map(peak -> "%s %.0f".formatted(peak.getKey().name, peak.getValue()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
