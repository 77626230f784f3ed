package dev.parley.launcher.tracing;

import java.net.URI;

/**
 * Where spans are sent to, if anywhere.
 *
 * @param endpoint of OTLP over HTTP, as {@code http://127.0.0.1:4318/v1/traces}
 * @param percent of the traces that begin here which are kept, 0 to 100; one that began elsewhere is kept as was decided there
 */
public record TracingConfig(URI endpoint, int percent) {
    public TracingConfig {
        var scheme = endpoint.getScheme();
        if (endpoint.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("tracing.endpoint: " + endpoint + " is no http address");
        }
    }
}
