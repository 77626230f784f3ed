package dev.parley.it.fault;

import dev.parley.it.client.TestUser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What somebody has written and has not had acknowledged, by its clientMessageId: due until it is. Thread-safe. */
final class Outbox {
    /** Who sees that nothing gets through writes no more: their messages are all sent again each time. */
    private static final int FULL = 16;

    private static final long AGAIN_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long AT_ONCE = 0;
    private static final long IN_FLIGHT = Long.MAX_VALUE;

    private final Map<String, Pending> pending = new LinkedHashMap<>(); // guarded by this

    /** Times of {@link System#nanoTime()}. */
    private record Pending(long writtenAt, long dueAt) {
        boolean isDue(long now) {
            return dueAt != IN_FLIGHT && (dueAt == AT_ONCE || now - dueAt >= 0);
        }

        Pending due(long at) {
            return new Pending(writtenAt, at);
        }
    }

    /** @return the id of a message that is written now, due at once */
    synchronized String write() {
        var id = TestUser.newClientMessageId();
        pending.put(id, new Pending(System.nanoTime(), AT_ONCE));
        return id;
    }

    /** What is to be sent now: it is not due any more, until {@link #again}. */
    synchronized List<String> takeDue() {
        long now = System.nanoTime();
        var due = new ArrayList<String>();
        pending.replaceAll((id, message) -> {
            if (!message.isDue(now)) {
                return message;
            }
            due.add(id);
            return message.due(IN_FLIGHT);
        });
        return due;
    }

    /** It was sent for nothing and is due in a second. */
    synchronized void again(String id) {
        pending.computeIfPresent(id, (same, message) -> message.due(System.nanoTime() + AGAIN_AFTER_NANOS));
    }

    /** @return when it was written, by {@link System#nanoTime()}; empty if it was taken out before */
    synchronized OptionalLong remove(String id) {
        var message = pending.remove(id);
        return message == null ? OptionalLong.empty() : OptionalLong.of(message.writtenAt);
    }

    synchronized boolean isFull() {
        return pending.size() >= FULL;
    }

    synchronized boolean isEmpty() {
        return pending.isEmpty();
    }
}
