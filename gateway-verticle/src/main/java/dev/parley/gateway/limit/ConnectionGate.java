package dev.parley.gateway.limit;

import dev.parley.gateway.peer.Peers;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;

/**
 * Lets connections in, or closes them at once and without a word: those of addresses that may not come, and those beyond
 * the most there may be. The address is looked at here once; who asks for others, a trusted proxy, is looked at with each
 * request, by {@link AddressFilter}.
 *
 * <p>Owned by the context that made it.
 */
public final class ConnectionGate {
    private final AddressRules rules;
    private final Peers peers;
    private final int most;
    private final ConnectionDeadlines deadlines;
    private final Refusals refusals;
    private int open;

    ConnectionGate(AddressRules rules, Peers peers, int most, ConnectionDeadlines deadlines, Refusals refusals) {
        this.rules = rules;
        this.peers = peers;
        this.most = most;
        this.deadlines = deadlines;
        this.refusals = refusals;
    }

    /** For {@code connectionHandler}. */
    public void connected(HttpConnection connection) {
        var sender = peers.sender(connection);
        var refusing = sender.trusted() ? null : rules.refusing(sender.address());
        if (refusing == null && open >= most) {
            refusing = Limit.HTTP_CONNECTIONS;
        }
        if (refusing != null) {
            refusals.count(refusing);
            Visit.cut(Visit.channelOf(connection));
            return;
        }
        open++;
        var visit = Visit.begin(connection);
        deadlines.connected(visit);
        visit.channel().closeFuture().addListener(closed -> {
            open--;
            deadlines.disconnected(visit);
        });
    }

    /** A request that came in one packet with its connection is decoded although that has just been closed. */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> next) {
        return request -> {
            if (Visit.of(request.connection()) != null) {
                next.handle(request);
            }
        };
    }

    /** The same before a server without routes, each of whose connections ends with its first answer. */
    public Handler<HttpServerRequest> beforeOnly(Handler<HttpServerRequest> next) {
        return request -> {
            var visit = Visit.of(request.connection());
            if (visit != null) {
                deadlines.heard(visit);
                next.handle(request);
            }
        };
    }

    /** The same before what refuses requests that cannot be read, which are counted if they are too long. */
    public Handler<HttpServerRequest> beforeUnreadable(Handler<HttpServerRequest> next) {
        return before(request -> {
            var cause = request.decoderResult().cause();
            if (cause instanceof TooLongHttpLineException) {
                refusals.count(Limit.URL);
            } else if (cause instanceof TooLongHttpHeaderException) {
                refusals.count(Limit.HEADERS);
            }
            next.handle(request);
        });
    }
}
