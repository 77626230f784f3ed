package dev.parley.gateway.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * @param port of plain http, 0 for any free one
 * @param challenges the folder with the answers to an authority's challenges (RFC 8555 section 8.3), as certbot's {@code
 *     --webroot} has it; null for none
 */
public record RedirectConfig(int port, @Nullable Path challenges) {
    private static final int MAX_PORT = 65_535;

    public RedirectConfig {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("gateway.tls.redirectPort: " + port + " is outside 0–" + MAX_PORT);
        }
    }
}
