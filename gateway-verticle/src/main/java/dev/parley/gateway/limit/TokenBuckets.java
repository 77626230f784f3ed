package dev.parley.gateway.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One token bucket per key: {@code burst} tokens, {@code perSecond} of them come back each second. Kept as the one
 * time at which the bucket will be full again (the "theoretical arrival time" of the generic cell rate algorithm, ITU-T
 * I.371), so a bucket is a key and a long.
 *
 * <p>Owned by the context that made it.
 *
 * @param <K> whom to limit
 */
public final class TokenBuckets<K> {
    private final long nanosPerToken;
    private final long toleranceNanos;
    private final Map<K, Long> fullAt;

    /**
     * @param perSecond 1 to 1,000,000
     * @param burst at least 1
     * @param maxKeys buckets kept; beyond it the one longest unused is forgotten, as if full
     */
    public TokenBuckets(int perSecond, int burst, int maxKeys) {
        this.nanosPerToken = Duration.ofSeconds(1).toNanos() / perSecond;
        this.toleranceNanos = nanosPerToken * burst;
        this.fullAt = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
                return size() > maxKeys;
            }
        };
    }

    /**
     * Takes one token if there is one.
     *
     * @param nowNanos of a clock that never goes back, as {@link System#nanoTime}
     * @return 0 if taken, else after how many nanoseconds one will be there
     */
    public long take(K key, long nowNanos) {
        var known = fullAt.get(key);
        // Differences, never comparisons: nanoTime may overflow.
        long debt = known == null ? 0 : Math.max(0, known - nowNanos);
        long after = debt + nanosPerToken;
        if (after > toleranceNanos) {
            return after - toleranceNanos;
        }
        fullAt.put(key, nowNanos + after);
        return 0;
    }

    int size() {
        return fullAt.size();
    }
}
