package dev.parley.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Blocks that this node has heard of. A block is not lifted before its time, so for one that is known the store need not
 * be asked: a flood of guesses at what is blocked costs it nothing.
 *
 * <p>Owned by the verticle's context.
 */
final class KnownBlocks {
    /** About 2 MB. */
    private static final int MOST = 10_000;

    private final Map<String, Instant> until = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    void add(String key, Instant end) {
        until.put(key, end);
    }

    /** How long it is blocked, zero if no block is known. */
    Duration blockedFor(String key, Instant now) {
        var end = until.get(key);
        if (end == null) {
            return Duration.ZERO;
        }
        if (!end.isAfter(now)) {
            until.remove(key);
            return Duration.ZERO;
        }
        return Duration.between(now, end);
    }
}
