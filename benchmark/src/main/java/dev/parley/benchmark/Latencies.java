package dev.parley.benchmark;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Durations in microseconds; any thread may add. */
final class Latencies {
    private static final long HIGHEST_MICROS = 60_000_000;
    private static final int DIGITS = 3;

    private final Histogram micros = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);

    void addNanos(long nanos) {
        micros.recordValue(Math.max(0, Math.min(HIGHEST_MICROS, nanos / 1_000)));
    }

    Histogram micros() {
        return micros;
    }
}
