package dev.parley.gateway.peer;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that begin with the same bits (CIDR, RFC 4632): {@code 10.0.0.0/8}, {@code fd00::/8}, or one address. */
final class AddressRange {
    private static final Pattern BITS = Pattern.compile("\\d{1,3}");

    private final byte[] address;
    private final int bits;

    private AddressRange(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /** Empty if {@code text} is none; a name is none, since what it resolves to is for others to say. */
    static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        var address = parseAddress(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        var bytes = address.get().getAddress();
        var length = slash < 0 ? Integer.toString(bytes.length * Byte.SIZE) : text.substring(slash + 1);
        if (!BITS.matcher(length).matches() || Integer.parseInt(length) > bytes.length * Byte.SIZE) {
            return Optional.empty();
        }
        return Optional.of(new AddressRange(bytes, Integer.parseInt(length)));
    }

    /** An address as numbers, never looked up; IPv4 written as IPv6 ({@code ::ffff:10.0.0.1}) is IPv4. */
    static Optional<InetAddress> parseAddress(String text) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException ofAnotherLength) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress other) {
        var bytes = other.getAddress();
        if (bytes.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += Byte.SIZE) {
            int mask = bits - bit >= Byte.SIZE ? 0xFF : 0xFF << (Byte.SIZE - (bits - bit));
            if (((bytes[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask & 0xFF) != 0) {
                return false;
            }
        }
        return true;
    }
}
