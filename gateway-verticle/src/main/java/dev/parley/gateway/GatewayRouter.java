package dev.parley.gateway;

import dev.parley.gateway.door.Realtime;
import dev.parley.gateway.health.HealthRoutes;
import dev.parley.gateway.http.AccessLog;
import dev.parley.gateway.http.ApiDocs;
import dev.parley.gateway.http.BearerAuth;
import dev.parley.gateway.http.Endpoints;
import dev.parley.gateway.http.FailureHandler;
import dev.parley.gateway.http.JsonCompression;
import dev.parley.gateway.http.KeySetRoute;
import dev.parley.gateway.http.OriginHandler;
import dev.parley.gateway.http.OriginPolicy;
import dev.parley.gateway.http.RequestId;
import dev.parley.gateway.http.SecurityHeaders;
import dev.parley.gateway.http.StaticFiles;
import dev.parley.gateway.http.StrictTransport;
import dev.parley.gateway.http.UnmatchedHandler;
import dev.parley.gateway.http.UnsubscribePages;
import dev.parley.gateway.http.WebClientPage;
import dev.parley.gateway.limit.BodyReader;
import dev.parley.gateway.limit.Limiters;
import dev.parley.gateway.peer.Peers;
import dev.parley.gateway.rest.RestApi;
import dev.parley.gateway.rest.RestMetrics;
import dev.parley.gateway.site.Sites;
import dev.parley.gateway.upstream.Upstreams;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Puts everything that is reached over HTTP in its order; the order is the meaning. */
final class GatewayRouter {
    /** What browsers have to ask for anew: it says, or is, which version they get. */
    private static final Set<String> NEVER_FOR_EVER = Set.of("index.html", "sw.js", "manifest.webmanifest");

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
        var sites = new Sites(vertx, config.content().sites());
        var files =
                files(sites.replaceTheWebClient() ? null : parts.page().contentHash(), !sites.replaceTheWebClient());
        var origins = new OriginPolicy(origins());

        var failures = new FailureHandler();
        failures.mount(router);
        var limits = parts.limits();
        router.route().handler(limits.deadlines());
        router.route().handler(new Peers(config.transport().proxies()));
        router.route().handler(new RequestId());
        router.route().handler(new AccessLog(Clock.systemUTC()));
        // Before what is said of Parley's own pages, and before these: a host of an upstream is all the upstream's.
        parts.upstreams().mount(router, limits, parts.auth(), strictTransport(config));
        router.route().handler(new SecurityHeaders(parts.page().scriptHashes(), strictTransport(config)));
        // Probes too: who sends them is on the list, or asks the management port.
        router.route().handler(limits.addresses());
        router.route().handler(limits.urls());
        parts.health().mount(router, endpoints);
        sites.mountHeld(router);
        files.forEach(folder -> folder.mountHeld(router));
        router.route(RestApi.ROOT + "/*").handler(notADoor(parts.restMetrics()));
        router.route().handler(limits.perAddress());
        sites.mountWithHost(router);
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
                        new BodyReader(config.http().bodyBytes(), limits.bodies()),
                        new JsonCompression(vertx, config.content().compressionMinimum()));
        parts.keySet().mount(router, endpoints);
        new ApiDocs(vertx).mount(router, endpoints);
        sites.mountWithoutHost(router);
        files.forEach(folder -> folder.mount(router));
        router.route().handler(new UnmatchedHandler(endpoints));
        return router;
    }

    /**
     * What is packaged. The page's own files are at two places: below the hash of them all, where the page loads them from
     * and keeps them, and where who builds on them finds those of any version.
     */
    private List<StaticFiles> files(@Nullable String contentHash, boolean webClient) {
        var files = new ArrayList<StaticFiles>();
        if (contentHash != null) {
            var assets = "/assets/" + contentHash;
            files.add(new StaticFiles(vertx, assets + "/web/", "web", StaticFiles.FOR_EVER, NEVER_FOR_EVER));
            files.add(new StaticFiles(vertx, assets + "/sdk/", "sdk", StaticFiles.FOR_EVER, Set.of()));
        }
        files.add(new StaticFiles(vertx, "/webjars/", "META-INF/resources/webjars", StaticFiles.FOR_EVER, Set.of()));
        files.add(new StaticFiles(vertx, "/sdk/", "sdk", StaticFiles.REVALIDATE, Set.of()));
        if (webClient) {
            files.add(new StaticFiles(vertx, "/", "web", StaticFiles.REVALIDATE, Set.of()));
        }
        return files;
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
            WebClientPage page,
            HealthRoutes health,
            Limiters limits,
            BiConsumer<Router, Handler<RoutingContext>> doors,
            RestApi rest,
            RestMetrics restMetrics,
            KeySetRoute keySet,
            UnsubscribePages unsubscribe,
            BearerAuth auth,
            Upstreams upstreams) {}
}
