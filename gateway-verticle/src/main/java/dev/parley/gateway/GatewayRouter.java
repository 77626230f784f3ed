package dev.parley.gateway;

import dev.parley.gateway.door.Realtime;
import dev.parley.gateway.health.HealthRoutes;
import dev.parley.gateway.http.AccessLog;
import dev.parley.gateway.http.ApiDocs;
import dev.parley.gateway.http.BearerAuth;
import dev.parley.gateway.http.Endpoints;
import dev.parley.gateway.http.FailureHandler;
import dev.parley.gateway.http.KeySetRoute;
import dev.parley.gateway.http.OriginHandler;
import dev.parley.gateway.http.OriginPolicy;
import dev.parley.gateway.http.RequestId;
import dev.parley.gateway.http.SecurityHeaders;
import dev.parley.gateway.http.StaticFiles;
import dev.parley.gateway.http.StrictTransport;
import dev.parley.gateway.http.UnmatchedHandler;
import dev.parley.gateway.http.UnsubscribePages;
import dev.parley.gateway.limit.BodyReader;
import dev.parley.gateway.limit.Limiters;
import dev.parley.gateway.peer.Peers;
import dev.parley.gateway.rest.RestApi;
import dev.parley.gateway.rest.RestMetrics;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Puts everything that is reached over HTTP in its order; the order is the meaning. */
final class GatewayRouter {
    private final Vertx vertx;
    private final GatewayConfig config;
    private final Endpoints endpoints = new Endpoints();

    GatewayRouter(Vertx vertx, GatewayConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** What it lists is complete once {@link #create} has been called. */
    Endpoints endpoints() {
        return endpoints;
    }

    Router create(Parts parts) {
        var router = Router.router(vertx);
        var files = List.of(
                new StaticFiles(vertx, "/webjars/", "META-INF/resources/webjars", StaticFiles.FOR_EVER, Set.of()),
                new StaticFiles(vertx, "/sdk/", "sdk", StaticFiles.REVALIDATE, Set.of()),
                new StaticFiles(vertx, "/", "web", StaticFiles.REVALIDATE, Set.of()));

        var origins = new OriginPolicy(origins());

        var failures = new FailureHandler();
        failures.mount(router);
        var limits = parts.limits();
        router.route().handler(limits.deadlines());
        router.route().handler(new Peers(config.transport().proxies()));
        router.route().handler(new RequestId());
        router.route().handler(new AccessLog(Clock.systemUTC()));
        router.route().handler(new SecurityHeaders(parts.scriptHashes(), strictTransport(config)));
        // Probes too: who sends them is on the list, or asks the management port.
        router.route().handler(limits.addresses());
        router.route().handler(limits.urls());
        parts.health().mount(router, endpoints);
        files.forEach(folder -> folder.mountHeld(router));
        router.route(RestApi.ROOT + "/*").handler(notADoor(parts.restMetrics()));
        router.route().handler(limits.perAddress());
        router.route(RestApi.ROOT + "/*").handler(notADoor(limits.requests()));
        parts.doors().accept(router, OriginHandler.forDoors(origins));
        parts.unsubscribe().mount(router, endpoints);
        router.route("/api/*").handler(OriginHandler.forRest(origins));
        parts.rest()
                .mount(
                        router,
                        endpoints,
                        parts.auth(),
                        limits,
                        new BodyReader(config.http().bodyBytes(), limits.bodies()));
        parts.keySet().mount(router, endpoints);
        new ApiDocs(vertx).mount(router, endpoints);
        files.forEach(folder -> folder.mount(router));
        router.route().handler(new UnmatchedHandler(endpoints));
        return router;
    }

    private static Handler<RoutingContext> notADoor(Handler<RoutingContext> handler) {
        return context -> {
            if (Realtime.isDoor(context.normalizedPath())) {
                context.next();
            } else {
                handler.handle(context);
            }
        };
    }

    /** What every answer over TLS says of TLS. */
    static StrictTransport strictTransport(GatewayConfig config) {
        var tls = config.transport().tls();
        return tls == null ? StrictTransport.SILENT : new StrictTransport(tls.hsts());
    }

    /** Those configured, and its own if a proxy may have written another Host. */
    private List<String> origins() {
        var origins = new ArrayList<>(config.allowedOrigins());
        var own = config.transport().publicUrl();
        if (own != null) {
            origins.add(own);
        }
        return origins;
    }

    /**
     * What the routes are made of.
     *
     * @param doors mounts the realtime doors, each path of theirs behind the handler given
     */
    record Parts(
            List<String> scriptHashes,
            HealthRoutes health,
            Limiters limits,
            BiConsumer<Router, Handler<RoutingContext>> doors,
            RestApi rest,
            RestMetrics restMetrics,
            KeySetRoute keySet,
            UnsubscribePages unsubscribe,
            BearerAuth auth) {}
}
