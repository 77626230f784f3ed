package dev.parley.gateway.limit;

import dev.parley.gateway.http.Replies;
import dev.parley.gateway.peer.AddressRanges;
import dev.parley.gateway.peer.Peer;
import dev.parley.gateway.peer.Peers;
import dev.parley.model.failure.Failure;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import org.jspecify.annotations.Nullable;

/**
 * Refuses clients that trusted proxies ask for and that may not come: who connects directly was decided on with the
 * connection, by {@link ConnectionGate}.
 */
public final class AddressFilter implements PlatformHandler {
    private static final Failure REFUSED = Failure.forbidden("Requests from this address are not served");

    private final AddressRules rules;
    private final Peers peers;
    private final Refusals refusals;

    AddressFilter(AddressRules rules, Peers peers, Refusals refusals) {
        this.rules = rules;
        this.peers = peers;
        this.refusals = refusals;
    }

    @Override
    public void handle(RoutingContext context) {
        var refusing = isDecided(context.request()) ? null : refusing(Peer.of(context));
        if (refusing == null) {
            context.next();
        } else {
            refusals.count(refusing);
            context.fail(REFUSED.asException());
        }
    }

    /** The same for a server without routes. */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> next) {
        return request -> {
            var refusing = isDecided(request) ? null : refusing(peers.of(request));
            if (refusing == null) {
                next.handle(request);
            } else {
                refusals.count(refusing);
                request.response()
                        .setStatusCode(REFUSED.code().httpStatus())
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                Replies.end(request.response(), Buffer.buffer(REFUSED.message() + "\n"));
            }
        };
    }

    private boolean isDecided(HttpServerRequest request) {
        return rules.isEmpty() || !peers.sender(request.connection()).trusted();
    }

    private @Nullable Limit refusing(Peer peer) {
        return rules.refusing(AddressRanges.parse(peer.address()));
    }
}
