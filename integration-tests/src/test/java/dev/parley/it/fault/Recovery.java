package dev.parley.it.fault;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Complete once everyone has had something acknowledged that they wrote since the making of this. Thread-safe. */
final class Recovery {
    private final long since = System.nanoTime();
    private final int people;
    private final Map<String, Long> firstAfter = new ConcurrentHashMap<>(); // by user id, in ns

    /** @param people how many write */
    Recovery(int people) {
        this.people = people;
    }

    void acknowledged(String writer, long writtenAt) {
        if (writtenAt - since > 0) {
            firstAfter.computeIfAbsent(writer, first -> System.nanoTime() - since);
        }
    }

    boolean isComplete() {
        return firstAfter.size() == people;
    }

    /** How long that took, until the last of them. */
    Duration took() {
        return Duration.ofNanos(
                firstAfter.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }
}
