package dev.parley.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** The last handler of all: nothing wanted this request. */
public final class UnmatchedHandler implements Handler<RoutingContext> {
    private final Endpoints endpoints;

    public UnmatchedHandler(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public void handle(RoutingContext context) {
        var methods = endpoints.methodsOf(context.normalizedPath());
        var method = context.request().method().name();
        if (methods.isEmpty() || methods.contains(method)) {
            context.fail(404);
            return;
        }
        context.response().putHeader(HttpHeaders.ALLOW, String.join(", ", methods));
        context.fail(405);
    }
}
