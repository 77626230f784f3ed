package dev.parley.it.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Durations that were measured. Thread-safe. */
public final class Latencies {
    private final List<Long> nanos = new ArrayList<>(); // guarded by this

    public synchronized void add(long measured) {
        nanos.add(measured);
    }

    /** Takes out what was measured so far. */
    public synchronized Latencies drain() {
        var drained = new Latencies();
        drained.nanos.addAll(nanos);
        nanos.clear();
        return drained;
    }

    /** As {@code p50 12 ms, p95 60 ms, p99 80 ms, most 120 ms, mean 15 ms of 900}. */
    public synchronized String describe() {
        if (nanos.isEmpty()) {
            return "none";
        }
        Collections.sort(nanos);
        return "p50 %d ms, p95 %d ms, p99 %d ms, most %d ms, mean %d ms of %d"
                .formatted(millis(0.5), millis(0.95), millis(0.99), millis(1), mean(), nanos.size());
    }

    private long mean() {
        return Duration.ofNanos(nanos.stream().mapToLong(Long::longValue).sum() / nanos.size())
                .toMillis();
    }

    private long millis(double share) {
        int index = (int) Math.ceil(share * nanos.size()) - 1;
        return Duration.ofNanos(nanos.get(Math.max(0, index))).toMillis();
    }
}
