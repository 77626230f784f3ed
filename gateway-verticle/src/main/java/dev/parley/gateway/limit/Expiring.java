package dev.parley.gateway.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Things that are all given the same time, from when each was put here: so the first put is the first to expire, and
 * looking for what has expired costs nothing for what has not.
 *
 * <p>Owned by the context that made it.
 */
final class Expiring<T> {
    private final long nanos;
    private final Map<T, Long> since = new LinkedHashMap<>();

    Expiring(Duration time) {
        this.nanos = time.toNanos();
    }

    /** Again begins anew. */
    void put(T thing, long now) {
        since.remove(thing);
        since.put(thing, now);
    }

    void remove(T thing) {
        since.remove(thing);
    }

    void removeIf(Predicate<T> settled) {
        since.keySet().removeIf(settled);
    }

    /** Takes out what has expired. */
    void expire(long now, Consumer<T> expired) {
        while (!since.isEmpty()) {
            var eldest = since.entrySet().iterator().next();
            if (now - eldest.getValue() < nanos) {
                return;
            }
            since.remove(eldest.getKey());
            expired.accept(eldest.getKey());
        }
    }

    int size() {
        return since.size();
    }
}
