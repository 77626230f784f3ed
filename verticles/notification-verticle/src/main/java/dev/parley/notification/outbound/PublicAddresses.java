package dev.parley.notification.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Tells addresses of the public internet from all others (IANA's special-purpose registries, RFC 6890). */
final class PublicAddresses {
    private static final List<Block> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8", // this host
                    "10.0.0.0/8", // private, RFC 1918
                    "100.64.0.0/10", // behind a provider's NAT, RFC 6598
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local; clouds' metadata
                    "172.16.0.0/12",
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16",
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved; broadcast
                    "64:ff9b::/96", // IPv4 behind NAT64: any
                    "64:ff9b:1::/48",
                    "100::/64", // discard
                    "2001::/23", // protocol assignments; Teredo
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4: IPv4 within
                    "3fff::/20",
                    "5f00::/16")
            .map(Block::parse)
            .toList();

    /** The only part of IPv6 that is given out; the rest is local, multicast, or nobody's. */
    private static final Block GLOBAL_UNICAST = Block.parse("2000::/3");

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        if (NOT_PUBLIC.stream().anyMatch(block -> block.contains(address))) {
            return false;
        }
        return address instanceof Inet4Address || (address instanceof Inet6Address && GLOBAL_UNICAST.contains(address));
    }

    private record Block(byte[] prefix, int bits) {
        static Block parse(String cidr) {
            var parts = cidr.split("/", -1);
            try {
                // A literal: no name is looked up.
                return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(cidr, e);
            }
        }

        boolean contains(InetAddress address) {
            var bytes = address.getAddress();
            int whole = bits / 8;
            if (bytes.length != prefix.length || !Arrays.equals(bytes, 0, whole, prefix, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            return rest == 0 || ((bytes[whole] ^ prefix[whole]) & 0xff) >> (8 - rest) == 0;
        }
    }
}
