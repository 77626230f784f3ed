package dev.parley.gateway.peer;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses and ranges of them (CIDR), as somebody listed them. */
public final class AddressRanges {
    private final List<AddressRange> ranges;

    /** @param ranges as checked by {@link #check} */
    public AddressRanges(Collection<String> ranges) {
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

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public boolean contain(InetAddress address) {
        for (var range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** An address written in numbers, never looked up; null if it is none. */
    public static @Nullable InetAddress parse(String address) {
        return AddressRange.parseAddress(address).orElse(null);
    }
}
