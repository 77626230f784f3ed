package dev.parley.gateway.http;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.auth.TokenVerifier;
import dev.parley.model.failure.Failure;
import dev.parley.model.log.LogFields;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests with a good access token through, {@code Authorization: Bearer <token>} (RFC 6750 section 2.1). A token
 * anywhere else, above all in a URL, is not looked at: URLs end up in logs.
 */
public final class BearerAuth implements SecurityPolicyHandler {
    private static final String KEY = "parley.caller";
    private static final String SCHEME = "bearer ";

    private final TokenVerifier tokens;

    public BearerAuth(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    @Override
    public void handle(RoutingContext context) {
        var token = tokenOf(context.request().headers().getAll(HttpHeaders.AUTHORIZATION));
        if (token == null) {
            context.fail(Failure.unauthenticated().asException());
            return;
        }
        context.request().pause(); // the body waits until it is known who sends it
        tokens.verify(token)
                .onComplete(
                        caller -> {
                            context.put(KEY, caller);
                            LogFields.here()
                                    .put(LogFields.USER_ID, caller.userId().value());
                            Replies.resume(context.request());
                            context.next();
                        },
                        context::fail);
    }

    /** Who makes this request. */
    public static Caller callerOf(RoutingContext context) {
        var caller = callerIn(context);
        if (caller == null) {
            throw new IllegalStateException("not behind BearerAuth");
        }
        return caller;
    }

    /** The same where a token is not asked of everybody; null if none was brought. */
    public static @Nullable Caller callerIn(RoutingContext context) {
        return context.get(KEY);
    }

    private static @Nullable String tokenOf(List<String> headers) {
        if (headers.size() != 1) {
            return null; // two would leave it open which one counts
        }
        var header = headers.get(0);
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).trim()
                : null;
    }
}
