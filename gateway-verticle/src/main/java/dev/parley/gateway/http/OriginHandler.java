package dev.parley.gateway.http;

import dev.parley.gateway.peer.Peer;
import dev.parley.model.failure.Failure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Set;

/**
 * Refuses foreign pages. Tokens travel in headers, so a foreign page has none of the user's by itself; this stops the
 * one that got hold of a token or guesses passwords from its visitors' addresses.
 */
public final class OriginHandler implements SecurityPolicyHandler {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final OriginPolicy policy;
    private final boolean answersCors;

    private OriginHandler(OriginPolicy policy, boolean answersCors) {
        this.policy = policy;
        this.answersCors = answersCors;
    }

    /** For REST: foreign pages cannot change anything; those of configured origins can read the answers (CORS). */
    public static OriginHandler forRest(OriginPolicy policy) {
        return new OriginHandler(policy, true);
    }

    /** For the realtime doors: foreign pages get nothing at all. SockJS answers CORS itself, to those let through. */
    public static OriginHandler forDoors(OriginPolicy policy) {
        return new OriginHandler(policy, false);
    }

    @Override
    public void handle(RoutingContext context) {
        var request = context.request();
        var origins = request.headers().getAll(HttpHeaders.ORIGIN);
        if (answersCors) {
            context.response().headers().add(HttpHeaders.VARY, "Origin");
        }
        if (origins.isEmpty()) {
            context.next();
            return;
        }
        var origin = origins.get(0);
        boolean configured = origins.size() == 1 && policy.isConfigured(origin);
        var peer = Peer.of(context);
        boolean same = origins.size() == 1 && policy.isSame(origin, peer.authority(), peer.secure());
        if (configured && answersCors) {
            answerCors(context, origin);
        } else if (configured || same || (answersCors && READING.contains(request.method()))) {
            context.next();
        } else {
            context.fail(
                    Failure.forbidden("Pages of this origin may not talk to this server: its operator can allow it")
                            .asException());
        }
    }

    private static void answerCors(RoutingContext context, String origin) {
        var response = context.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "X-Request-Id, Retry-After, WWW-Authenticate");
        boolean preflight = context.request().method().equals(HttpMethod.OPTIONS)
                && context.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (!preflight) {
            context.next();
            return;
        }
        response.setStatusCode(204)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE")
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, X-Request-Id")
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
        Replies.end(response);
    }
}
