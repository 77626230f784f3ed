package dev.parley.gateway.upstream;

import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Locale;

/**
 * Where a server of an upstream is.
 *
 * @param host a name or an address; IPv6 without brackets
 * @param tls whether it is talked to over TLS
 */
public record ServerAddress(String host, int port, boolean tls) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * Reads {@code http://host:port} or {@code https://host:port}.
     *
     * @throws IllegalArgumentException if it is anything else, a path included
     */
    public static ServerAddress parse(String text) {
        try {
            var uri = URI.create(text);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean tls = scheme.equals("https");
            boolean bare = uri.getUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (bare && uri.getHost() != null && (tls || scheme.equals("http"))) {
                int standard = tls ? HTTPS_PORT : HTTP_PORT;
                var host = uri.getHost().replaceAll("^\\[(.*)]$", "$1");
                return new ServerAddress(host, uri.getPort() < 0 ? standard : uri.getPort(), tls);
            }
        } catch (IllegalArgumentException | NullPointerException notEvenAUri) {
            // as below: an opaque URI has no path
        }
        throw new IllegalArgumentException("addresses: " + text + " is no address, as http://10.0.0.5:8080");
    }

    RequestOptions request() {
        return new RequestOptions().setHost(host).setPort(port).setSsl(tls);
    }

    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
