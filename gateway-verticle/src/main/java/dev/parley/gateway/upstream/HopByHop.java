package dev.parley.gateway.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** Headers that are about one connection and not for whoever is behind it (RFC 9110 section 7.6.1). */
final class HopByHop {
    /** Transfer-Encoding is the library's matter: it says how the body is passed on. */
    private static final List<String> ALWAYS = List.of(
            "Connection",
            "Keep-Alive",
            "Proxy-Connection",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "TE",
            "Trailer",
            "Upgrade");

    private HopByHop() {}

    /** Takes them out, those too that {@code Connection} names. */
    static void remove(MultiMap headers) {
        for (var value : headers.getAll(HttpHeaders.CONNECTION)) {
            for (var name : value.split(",")) {
                var named = name.trim();
                if (!named.isEmpty() && !named.equalsIgnoreCase("Transfer-Encoding")) {
                    headers.remove(named);
                }
            }
        }
        ALWAYS.forEach(headers::remove);
    }
}
