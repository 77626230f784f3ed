package dev.parley.gateway.management;

import dev.parley.gateway.http.Endpoints;
import dev.parley.gateway.http.FailureHandler;
import dev.parley.gateway.http.Replies;
import dev.parley.gateway.http.RequestId;
import dev.parley.gateway.http.UnmatchedHandler;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.failure.Failure;
import dev.parley.model.search.GetIndexStatus;
import dev.parley.model.search.RebuildIndex;
import dev.parley.model.search.SearchAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * HTTP for operators and their scripts, on a port of its own. Whoever reaches it may command: it is bound to loopback
 * unless told otherwise, and a web page that a browser on this machine shows is refused.
 *
 * <p>{@code GET /search}: an {@link dev.parley.model.search.IndexStatus}. {@code POST /search/rebuild}: 202 and the same.
 */
public final class ManagementServer {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int IDLE_SECONDS = 60;

    private final Vertx vertx;
    private final Bus bus;
    private final ManagementConfig config;

    public ManagementServer(Vertx vertx, Bus bus, ManagementConfig config) {
        this.vertx = vertx;
        this.bus = bus;
        this.config = config;
    }

    public Future<HttpServer> listen() {
        return vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(IDLE_SECONDS))
                .requestHandler(router())
                .invalidRequestHandler(FailureHandler::refuseUnreadable)
                .listen(config.port(), config.host());
    }

    private Router router() {
        var router = Router.router(vertx);
        var endpoints = new Endpoints();
        new FailureHandler().mount(router);
        router.route().handler(new RequestId());
        router.route().handler(ManagementServer::refuseBrowsers);
        endpoints.add(HttpMethod.GET, "/search");
        router.get("/search").handler(context -> answer(context, OK, SearchAddresses.STATUS, new GetIndexStatus()));
        endpoints.add(HttpMethod.POST, "/search/rebuild");
        router.post("/search/rebuild")
                .handler(context -> answer(context, ACCEPTED, SearchAddresses.REBUILD, new RebuildIndex()));
        router.route().handler(new UnmatchedHandler(endpoints));
        return router;
    }

    /** Scripts send neither; every browser says where a request that changes something comes from (Fetch, 3.2). */
    private static void refuseBrowsers(RoutingContext context) {
        var headers = context.request().headers();
        if (headers.contains(HttpHeaders.ORIGIN) || headers.contains("Sec-Fetch-Site")) {
            throw Failure.forbidden("Web pages may not do this").asException();
        }
        context.next();
    }

    private <Q extends Record, R extends Record> void answer(
            RoutingContext context, int status, Address<Q, R> address, Q request) {
        bus.request(address, request)
                .onComplete(
                        reply -> Replies.end(
                                context.response()
                                        .setStatusCode(status)
                                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json"),
                                Buffer.buffer(Json.encodeBytes(reply))),
                        context::fail);
    }
}
