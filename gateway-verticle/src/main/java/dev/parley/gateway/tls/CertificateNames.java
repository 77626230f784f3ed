package dev.parley.gateway.tls;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which hosts a certificate is for: its subject alternative names (RFC 6125; a common name counts nowhere any more). */
final class CertificateNames {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private CertificateNames() {}

    /** @param host a name, or an address as numbers, without brackets */
    static boolean cover(X509Certificate certificate, String host) {
        var names = of(certificate);
        var name = host.toLowerCase(Locale.ROOT);
        var address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address != null) {
            return names.contains(canonical(address));
        }
        int dot = name.indexOf('.');
        return names.contains(name) || dot > 0 && names.contains("*" + name.substring(dot));
    }

    private static Set<String> of(X509Certificate certificate) {
        var names = new HashSet<String>();
        Collection<List<?>> alternatives = alternatives(certificate);
        if (alternatives != null) {
            for (var alternative : alternatives) {
                if (alternative.get(0).equals(DNS_NAME)) {
                    names.add(alternative.get(1).toString().toLowerCase(Locale.ROOT));
                } else if (alternative.get(0).equals(IP_ADDRESS)) {
                    var bytes = NetUtil.createByteArrayFromIpAddressString(
                            alternative.get(1).toString());
                    if (bytes != null) {
                        names.add(canonical(bytes));
                    }
                }
            }
        }
        return names;
    }

    private static @Nullable Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            return certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException unreadable) {
            return null;
        }
    }

    /** One IPv6 address can be written in many ways. */
    private static String canonical(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (java.net.UnknownHostException ofAnotherLength) {
            return "";
        }
    }
}
