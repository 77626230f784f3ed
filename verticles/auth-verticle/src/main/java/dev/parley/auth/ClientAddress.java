package dev.parley.auth;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;

/** The part of a network address that stands for one customer of a network. */
final class ClientAddress {
    /** Anyone with IPv6 has a whole /64 to choose addresses from (RFC 6177, RFC 4291 section 2.5.4). */
    private static final int IPV6_PREFIX_BYTES = 8;

    private ClientAddress() {}

    static String throttleKey(String address) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null || bytes.length == 4) {
            return address;
        }
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_PREFIX_BYTES)) + "/64";
    }
}
