package dev.parley.gateway.door;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.auth.TokenVerifier;
import dev.parley.gateway.http.Replies;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks the token of a request that brings one; a bad token is refused before anything is upgraded. */
final class DoorGuard implements Handler<RoutingContext> {
    private static final String CALLER = "parley.door.caller";
    private static final String BEARER = "bearer ";

    private final TokenVerifier verifier;

    DoorGuard(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    /** Whom the request's token names, or null if it brought none. */
    static @Nullable Caller callerOf(RoutingContext ctx) {
        return ctx.get(CALLER);
    }

    static void fail(RoutingContext ctx, Failure failure) {
        ctx.fail(failure.code().httpStatus(), failure.asException());
    }

    @Override
    public void handle(RoutingContext ctx) {
        var header = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            ctx.next();
            return;
        }
        if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            fail(ctx, Failure.unauthenticated());
            return;
        }
        ctx.request().pause(); // the keys may have to be asked for; what the client sends meanwhile waits
        verifier.verify(header.substring(BEARER.length()).trim())
                .onSuccess(caller -> {
                    Replies.resume(ctx.request());
                    ctx.put(CALLER, caller);
                    ctx.next();
                })
                .onFailure(cause -> {
                    Replies.resume(ctx.request());
                    fail(ctx, FailureException.failureOf(cause));
                });
    }
}
