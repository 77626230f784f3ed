package dev.parley.gateway.limit;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;

/** Refuses paths over their size where the codec does not: HTTP/2 counts them with the headers. */
public final class UrlLimit implements PlatformHandler {
    private final int most;
    private final Refusals refusals;

    UrlLimit(int most, Refusals refusals) {
        this.most = most;
        this.refusals = refusals;
    }

    @Override
    public void handle(RoutingContext context) {
        if (context.request().uri().length() <= most) {
            context.next();
        } else {
            refusals.count(Limit.URL);
            context.fail(414);
        }
    }
}
