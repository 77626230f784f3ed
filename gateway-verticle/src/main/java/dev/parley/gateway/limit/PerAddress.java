package dev.parley.gateway.limit;

import java.util.HashMap;
import java.util.Map;

/** How many of something each address has. Owned by the context that made it. */
public final class PerAddress {
    private final int most;
    private final Map<String, Integer> counts = new HashMap<>();

    public PerAddress(int most) {
        this.most = most;
    }

    /** @param key as {@link AddressKey#of} makes it */
    public boolean hasRoom(String key) {
        return counts.getOrDefault(key, 0) < most;
    }

    public void add(String key) {
        counts.merge(key, 1, Integer::sum);
    }

    public void remove(String key) {
        counts.computeIfPresent(key, (address, count) -> count == 1 ? null : count - 1);
    }
}
