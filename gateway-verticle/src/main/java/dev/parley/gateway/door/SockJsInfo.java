package dev.parley.gateway.door;

import dev.parley.model.bus.Json;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** {@code /info}, by which a SockJS client learns what it may try: WebSocket, else XHR. Cookies are never needed. */
final class SockJsInfo implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext ctx) {
        var response = ctx.response();
        var origin = ctx.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            // The origin policy let it pass; sockjs-client asks with credentials, which forbids "*" here.
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .putHeader(HttpHeaders.VARY, "Origin");
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Json.encode(new Info(true, false, List.of("*:*"), Integer.toUnsignedLong(random()))))
                .onFailure(ctx::fail);
    }

    /** Clients seed their own random numbers with it; it keeps no secret. */
    private static int random() {
        return ThreadLocalRandom.current().nextInt();
    }

    private record Info(boolean websocket, boolean cookie_needed, List<String> origins, long entropy) {}
}
