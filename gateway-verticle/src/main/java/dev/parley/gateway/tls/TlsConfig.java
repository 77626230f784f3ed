package dev.parley.gateway.tls;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * @param keys the certificate and its key
 * @param reload how often to look whether they have changed
 * @param hsts how long browsers shall never again try without TLS (RFC 6797); zero to say nothing
 * @param redirect from http, or null if nobody listens there
 */
public record TlsConfig(
        KeySource keys,
        Duration reload,
        Duration hsts,
        @Nullable RedirectConfig redirect) {
    public TlsConfig {
        if (reload.toMillis() < 1) {
            throw new IllegalArgumentException("gateway.tls.reload: " + reload + " is not positive");
        }
        if (hsts.isNegative()) {
            throw new IllegalArgumentException("gateway.tls.hsts: " + hsts + " is negative");
        }
    }
}
