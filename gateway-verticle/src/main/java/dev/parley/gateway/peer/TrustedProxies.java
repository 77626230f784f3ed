package dev.parley.gateway.peer;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;

/** The addresses of proxies that are believed when they say on whose behalf they ask. */
public final class TrustedProxies {
    private final List<AddressRange> ranges;

    /** @param ranges as checked by {@link #check} */
    public TrustedProxies(Collection<String> ranges) {
        this.ranges = ranges.stream()
                .flatMap(text -> AddressRange.parse(text).stream())
                .toList();
    }

    /**
     * Refuses what is neither an address nor a range.
     *
     * @throws IllegalArgumentException naming {@code key} and the entry
     */
    public static void check(String key, Collection<String> ranges) {
        for (var text : ranges) {
            if (AddressRange.parse(text).isEmpty()) {
                throw new IllegalArgumentException(
                        key + ": " + text + " is neither an address nor a range, as 10.0.0.0/8 or fd00::/8");
            }
        }
    }

    boolean contain(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
