package dev.parley.gateway.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What of an address counts as one client. */
public final class AddressKey {
    /** One IPv6 host commonly has a whole /64 to itself (RFC 6177): counted as one. */
    private static final int IPV6_PREFIX_BYTES = 8;

    private AddressKey() {}

    /** @param address as numbers: never a name to be resolved */
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            var parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? "v6:" + Arrays.toString(Arrays.copyOf(parsed.getAddress(), IPV6_PREFIX_BYTES))
                    : parsed.getHostAddress(); // IPv4 written as IPv6
        } catch (UnknownHostException notAnAddress) {
            return address;
        }
    }
}
