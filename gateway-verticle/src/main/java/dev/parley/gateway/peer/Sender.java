package dev.parley.gateway.peer;

import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of one connection, found out once and kept with it: with the PROXY protocol whom its header
 * names.
 *
 * @param numbers the address; {@code unknown} if there is none
 * @param address null if there is none
 * @param trusted whether it is believed on whose behalf it asks
 */
public record Sender(String numbers, @Nullable InetAddress address, boolean trusted) {
    private static final AttributeKey<Sender> KEY = AttributeKey.valueOf(Sender.class, "sender");

    /** @param trusted the same for every connection of a server */
    static Sender of(HttpConnection connection, AddressRanges trusted) {
        var kept = ((HttpServerConnection) connection)
                .channelHandlerContext()
                .channel()
                .attr(KEY);
        var known = kept.get();
        if (known == null) {
            known = find(connection, trusted);
            kept.set(known);
        }
        return known;
    }

    private static Sender find(HttpConnection connection, AddressRanges trusted) {
        var socket = connection.remoteAddress();
        var numbers = socket == null ? null : socket.hostAddress();
        if (numbers == null) {
            return new Sender(Peer.UNKNOWN, null, false);
        }
        var address = AddressRange.parseAddress(numbers).orElse(null);
        return new Sender(numbers, address, address != null && trusted.contain(address));
    }
}
