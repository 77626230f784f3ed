package dev.parley.benchmark;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Latencies from when a message was due, not from when it was sent: a sender that is held up counts the wait, so nothing
 * is left out that a real user would have waited for (coordinated omission).
 */
final class Measurements {
    private static final long HIGHEST_MICROS = 60_000_000;
    private static final int DIGITS = 3;
    private static final int ACKNOWLEDGED = 1;
    private static final int DELIVERED = 2;

    private final Options options;
    private final long startedAt;
    private final Histogram toAck = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
    private final Histogram toDelivery = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
    private final AtomicIntegerArray seen;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger delivered = new AtomicInteger();
    private final Map<String, Integer> refused = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> closed = new ConcurrentSkipListMap<>();
    private final AtomicInteger duplicates = new AtomicInteger();

    /** @param startedAt by {@link System#nanoTime}, when message 0 is due */
    Measurements(Options options, long startedAt) {
        this.options = options;
        this.startedAt = startedAt;
        this.seen = new AtomicIntegerArray(options.messages());
    }

    void sent(int number) {
        if (counts(number)) {
            sent.incrementAndGet();
        }
    }

    void acknowledged(int number) {
        record(number, ACKNOWLEDGED, acknowledged, toAck);
    }

    /** To the other one of the room. */
    void delivered(int number) {
        record(number, DELIVERED, delivered, toDelivery);
    }

    void refused(int number, String code) {
        if (counts(number)) {
            refused.merge(code, 1, Integer::sum);
        }
    }

    /** A connection ended before the run did. */
    void closed(String code) {
        closed.merge(code, 1, Integer::sum);
    }

    private void record(int number, int mark, AtomicInteger count, Histogram histogram) {
        var before = seen.getAndAccumulate(number, mark, (old, added) -> old | added);
        if (!counts(number)) {
            return;
        }
        if ((before & mark) != 0) {
            duplicates.incrementAndGet();
            return;
        }
        count.incrementAndGet();
        var micros = (System.nanoTime() - startedAt - options.dueAt(number)) / 1_000;
        histogram.recordValue(Math.max(0, Math.min(HIGHEST_MICROS, micros)));
    }

    private boolean counts(int number) {
        return number >= options.firstCounted();
    }

    boolean isComplete() {
        var expected = options.messages() - options.firstCounted();
        return delivered.get() == expected && acknowledged.get() == expected;
    }

    String table() {
        var refusals = refused.values().stream().mapToInt(Integer::intValue).sum();
        var lost = IntStream.range(options.firstCounted(), options.messages())
                .filter(number -> seen.get(number) == ACKNOWLEDGED)
                .count();
        return row("", "p50", "p99", "p99.9", "max")
                + row("send to acknowledged, ms", toAck)
                + row("send to delivered, ms", toDelivery)
                + "sent %,d · acknowledged %,d · delivered %,d · refused %,d %s · acknowledged but not delivered %,d · twice %,d · connections closed %s%n"
                        .formatted(
                                sent.get(),
                                acknowledged.get(),
                                delivered.get(),
                                refusals,
                                refused,
                                lost,
                                duplicates.get(),
                                closed);
    }

    private static String row(String name, Histogram micros) {
        return row(
                name,
                millis(micros.getValueAtPercentile(50)),
                millis(micros.getValueAtPercentile(99)),
                millis(micros.getValueAtPercentile(99.9)),
                millis(micros.getMaxValue()));
    }

    private static String row(String name, String... cells) {
        return "%-26s %9s %9s %9s %9s%n".formatted(name, cells[0], cells[1], cells[2], cells[3]);
    }

    private static String millis(long micros) {
        return "%.1f".formatted(micros / 1_000.0);
    }
}
