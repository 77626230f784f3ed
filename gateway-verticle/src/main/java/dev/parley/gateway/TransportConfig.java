package dev.parley.gateway;

import dev.parley.gateway.http.OriginPolicy;
import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.tls.TlsConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How clients get here.
 *
 * @param tls null without
 * @param proxies before this gateway
 * @param publicUrl the origin that clients know it by, as {@code https://chat.example.org}; null if the Host of a request
 *     says
 */
public record TransportConfig(
        @Nullable TlsConfig tls,
        ProxyConfig proxies,
        @Nullable String publicUrl) {
    /** Directly, without TLS. */
    public static final TransportConfig PLAIN = new TransportConfig(null, ProxyConfig.NONE, null);

    public TransportConfig {
        if (publicUrl != null) {
            OriginPolicy.check("gateway.publicUrl", List.of(publicUrl));
            if (tls != null && !publicUrl.startsWith("https://")) {
                throw new IllegalArgumentException("gateway.publicUrl: " + publicUrl + " is not https, but TLS is on");
            }
        }
    }
}
