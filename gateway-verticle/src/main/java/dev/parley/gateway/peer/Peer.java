package dev.parley.gateway.peer;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what for.
 *
 * @param address of the client, as numbers; {@code unknown} if it has none
 * @param secure whether the client speaks TLS: with this gateway, or with a trusted proxy
 * @param authority the host, and the port if it named one, that the client asked for; null if it is none
 */
public record Peer(String address, boolean secure, @Nullable HostAndPort authority) {
    static final String KEY = "parley.peer";
    static final String UNKNOWN = "unknown";

    /** Whose request this is. */
    public static Peer of(RoutingContext context) {
        Peer peer = context.get(KEY);
        return peer == null ? direct(context.request()) : peer;
    }

    /** As the connection alone tells. */
    static Peer direct(HttpServerRequest request, Sender sender) {
        return new Peer(sender.numbers(), request.isSSL(), request.authority());
    }

    private static Peer direct(HttpServerRequest request) {
        var address = request.remoteAddress();
        var numbers = address == null ? null : address.hostAddress();
        return new Peer(numbers == null ? UNKNOWN : numbers, request.isSSL(), request.authority());
    }
}
