package dev.parley.message.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The most recently used, for a while. Owned by the verticle's context. */
public final class ExpiringCache<K, V> {
    private record Held<V>(V value, Instant until) {}

    private final Clock clock;
    private final Duration lifetime;
    private final Map<K, Held<V>> entries;

    public ExpiringCache(Clock clock, Duration lifetime, int kept) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Held<V>> eldest) {
                return size() > kept;
            }
        };
    }

    public @Nullable V get(K key) {
        var entry = entries.get(key);
        return entry == null || clock.instant().isAfter(entry.until) ? null : entry.value;
    }

    /** The last value there was, however old: for when there is no way to a newer one. */
    @Nullable V getEvenIfExpired(K key) {
        var entry = entries.get(key);
        return entry == null ? null : entry.value;
    }

    public void put(K key, V value) {
        entries.put(key, new Held<>(value, clock.instant().plus(lifetime)));
    }

    public void remove(K key) {
        entries.remove(key);
    }
}
