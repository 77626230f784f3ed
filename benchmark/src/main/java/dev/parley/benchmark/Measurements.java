package dev.parley.benchmark;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * Latencies from when a message was due, not from when it was sent: a sender that is held up counts the wait, so nothing
 * is left out that a real user would have waited for (coordinated omission).
 */
final class Measurements implements Observer {
    private static final int ACKNOWLEDGED = 1;
    private static final int DELIVERED = 2;

    private final Schedule schedule;
    private final int firstCounted;
    private final long startedAt;
    private final Latencies toAck = new Latencies();
    private final Latencies toDelivery = new Latencies();
    private final AtomicIntegerArray seen;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger delivered = new AtomicInteger();
    private final Map<String, Integer> refused = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> closed = new ConcurrentSkipListMap<>();
    private final AtomicInteger duplicates = new AtomicInteger();

    /** @param startedAt by {@link System#nanoTime}, when message 0 is due */
    Measurements(Options options, long startedAt) {
        this.schedule = options.schedule();
        this.firstCounted = options.firstCounted();
        this.startedAt = startedAt;
        this.seen = new AtomicIntegerArray(schedule.messages());
    }

    @Override
    public void sent(int number) {
        if (counts(number)) {
            sent.incrementAndGet();
        }
    }

    @Override
    public void acknowledged(int number) {
        record(number, ACKNOWLEDGED, acknowledged, toAck);
    }

    /** To the other one of the room. */
    @Override
    public void delivered(int number, long seq) {
        record(number, DELIVERED, delivered, toDelivery);
    }

    @Override
    public void refused(int number, String code) {
        if (counts(number)) {
            refused.merge(code, 1, Integer::sum);
        }
    }

    /** A connection ended before the run did. */
    @Override
    public void closed(String code) {
        closed.merge(code, 1, Integer::sum);
    }

    private void record(int number, int mark, AtomicInteger count, Latencies latencies) {
        var before = seen.getAndAccumulate(number, mark, (old, added) -> old | added);
        if (!counts(number)) {
            return;
        }
        if ((before & mark) != 0) {
            duplicates.incrementAndGet();
            return;
        }
        count.incrementAndGet();
        latencies.addNanos(System.nanoTime() - startedAt - schedule.dueAt(number));
    }

    private boolean counts(int number) {
        return number >= firstCounted;
    }

    boolean isComplete() {
        var expected = schedule.messages() - firstCounted;
        return delivered.get() == expected && acknowledged.get() == expected;
    }

    String table() {
        var refusals = refused.values().stream().mapToInt(Integer::intValue).sum();
        var lost = IntStream.range(firstCounted, schedule.messages())
                .filter(number -> seen.get(number) == ACKNOWLEDGED)
                .count();
        return new Table(50, 99, 99.9)
                        .row("send to acknowledged, ms", toAck.micros())
                        .row("send to delivered, ms", toDelivery.micros())
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
}
