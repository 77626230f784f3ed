package dev.parley.gateway.upstream;

import dev.parley.gateway.http.RequestId;
import dev.parley.gateway.peer.Peer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an upstream is told in headers: what the client said, but of who it is only what is known here. */
final class RequestHeaders {
    private static final String FORWARDED = "Forwarded";
    private static final String X_FORWARDED = "x-forwarded-";
    private static final Set<String> OTHERS_ABOUT_THE_CLIENT =
            Set.of("forwarded", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip");

    private RequestHeaders() {}

    /**
     * Turns the client's headers into the upstream's.
     *
     * @param identity for {@link IdentitySigner#HEADER}; null: it is not told
     */
    static void rewrite(MultiMap headers, RoutingContext context, UpstreamConfig upstream, @Nullable String identity) {
        HopByHop.remove(headers);
        List.copyOf(headers.names()).stream()
                .filter(RequestHeaders::isNotBelieved)
                .forEach(headers::remove);
        // The gateway answers it itself, once there is somebody to take the body.
        headers.remove(HttpHeaders.EXPECT);
        if (upstream.access() != Access.OWN) {
            headers.remove(HttpHeaders.AUTHORIZATION); // it would open Parley
        }
        joinCookies(headers);
        tellClient(headers, Peer.of(context));
        var hidden = upstream.route().hiddenPrefix();
        if (hidden != null) {
            headers.set("X-Forwarded-Prefix", hidden);
        }
        headers.add("Via", version(context.request().version()) + " parley"); // RFC 9110 section 7.6.3
        headers.set(RequestId.HEADER, RequestId.of(context));
        if (identity != null) {
            headers.set(IdentitySigner.HEADER, identity);
        }
    }

    private static String version(HttpVersion version) {
        return switch (version) {
            case HTTP_1_0 -> "1.0";
            case HTTP_1_1 -> "1.1";
            case HTTP_2 -> "2.0";
        };
    }

    /**
     * What proxies write, but a client wrote; and every name with an underscore: servers that hand headers on as variables
     * (CGI, WSGI) take {@code X_Forwarded_For} for {@code X-Forwarded-For}.
     */
    private static boolean isNotBelieved(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.indexOf('_') >= 0
                || lower.startsWith(X_FORWARDED)
                || OTHERS_ABOUT_THE_CLIENT.contains(lower)
                || lower.equals(IdentitySigner.HEADER.toLowerCase(Locale.ROOT));
    }

    /** RFC 9113 section 8.2.3: HTTP/2 may bring them in pieces, HTTP/1.1 may not. */
    private static void joinCookies(MultiMap headers) {
        var cookies = headers.getAll(HttpHeaders.COOKIE);
        if (cookies.size() > 1) {
            headers.set(HttpHeaders.COOKIE, String.join("; ", cookies));
        }
    }

    private static void tellClient(MultiMap headers, Peer peer) {
        var scheme = peer.secure() ? "https" : "http";
        var parts = new ArrayList<String>();
        boolean known = peer.address().indexOf('.') >= 0 || peer.address().indexOf(':') >= 0;
        parts.add("for=" + (known ? node(peer.address()) : "unknown"));
        parts.add("proto=" + scheme);
        if (known) {
            headers.set("X-Forwarded-For", peer.address());
        }
        headers.set("X-Forwarded-Proto", scheme);
        var host = hostOf(peer.authority());
        if (!host.isEmpty()) {
            headers.set("X-Forwarded-Host", host);
            parts.add("host=\"" + host.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        }
        headers.set(FORWARDED, String.join(";", parts));
    }

    /** RFC 7239 section 6: IPv6 in brackets and quotes. */
    private static String node(String address) {
        return address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
    }

    /** Empty if there is none. */
    static String hostOf(@Nullable HostAndPort authority) {
        if (authority == null) {
            return "";
        }
        return authority.host() + (authority.port() > 0 ? ":" + authority.port() : "");
    }
}
