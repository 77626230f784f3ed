package dev.parley.gateway.peer;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With the PROXY protocol, whoever connects says which address it connects for. So only proxies may connect at all: by the
 * address of the socket itself, which the protocol's header does not touch.
 */
public final class ProxyProtocolGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyProtocolGuard.class);

    private final boolean on;
    private final AddressRanges trusted;

    public ProxyProtocolGuard(ProxyConfig config) {
        this.on = config.proxyProtocol();
        this.trusted = new AddressRanges(config.trusted());
    }

    /**
     * For {@code connectionHandler}: closes whoever is no proxy before it is listened to.
     *
     * @return false if it was closed
     */
    public boolean connected(HttpConnection connection) {
        if (mayTalk(connection)) {
            return true;
        }
        LOG.warn("not a trusted proxy, closed address={}", socketAddress(connection));
        refuse(connection);
        return false;
    }

    /** A request that came in one packet with the header is decoded although its connection has just been closed. */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> next) {
        return request -> {
            if (mayTalk(request.connection())) {
                next.handle(request);
            } else {
                refuse(request.connection());
            }
        };
    }

    private boolean mayTalk(HttpConnection connection) {
        return !on
                || socketAddress(connection) instanceof InetSocketAddress socket
                        && trusted.contain(socket.getAddress());
    }

    private static java.net.SocketAddress socketAddress(HttpConnection connection) {
        return ((HttpServerConnection) connection)
                .channelHandlerContext()
                .channel()
                .remoteAddress();
    }

    private static void refuse(HttpConnection connection) {
        connection.close().onFailure(gone -> LOG.trace("it has gone", gone));
    }
}
