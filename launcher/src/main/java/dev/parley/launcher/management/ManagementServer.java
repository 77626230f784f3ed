package dev.parley.launcher.management;

import dev.parley.gateway.health.Readiness;
import dev.parley.gateway.health.ReadinessProbe;
import dev.parley.gateway.http.Endpoints;
import dev.parley.gateway.http.FailureHandler;
import dev.parley.gateway.http.Replies;
import dev.parley.gateway.http.RequestId;
import dev.parley.gateway.http.UnmatchedHandler;
import dev.parley.launcher.metrics.ProcessMetrics;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.failure.Failure;
import dev.parley.model.health.CheckHealth;
import dev.parley.model.health.HealthAddresses;
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
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * HTTP for operators and their scripts, on a port of its own in every process. Whoever reaches it may command: it is bound
 * to loopback unless told otherwise, and a web page that a browser on this machine shows is refused.
 *
 * <ul>
 *   <li>{@code GET /health/live}: 200 while the process serves
 *   <li>{@code GET /health/ready}: a {@link Readiness} of this process's roles, 503 unless {@code up}
 *   <li>{@code GET /status}: a {@link NodeStatus}
 *   <li>{@code GET /metrics}: the {@link ProcessMetrics} as Prometheus reads them
 *   <li>{@code GET /search}: an {@link dev.parley.model.search.IndexStatus}; {@code POST /search/rebuild}: 202 and the same
 *   <li>the dead letters: {@link DeadLetterRoutes}
 * </ul>
 */
public final class ManagementServer {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NOT_READY = 503;
    private static final int IDLE_SECONDS = 60;
    private static final Readiness ALIVE = new Readiness("up", List.of());

    private final Vertx vertx;
    private final Bus bus;
    private final ManagementConfig config;
    private final NodeFacts facts;
    private final ProcessMetrics metrics;
    private final ReadinessProbe probe;
    private final Endpoints endpoints = new Endpoints();

    public ManagementServer(Vertx vertx, Bus bus, ManagementConfig config, NodeFacts facts, ProcessMetrics metrics) {
        this.vertx = vertx;
        this.bus = bus;
        this.config = config;
        this.facts = facts;
        this.metrics = metrics;
        this.probe = new ReadinessProbe(
                role -> bus.requestHere(HealthAddresses.of(role), new CheckHealth()), facts.roles(), System::nanoTime);
    }

    public Future<HttpServer> listen() {
        return vertx.createHttpServer(
                        new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setTracingPolicy(TracingPolicy.IGNORE))
                .requestHandler(router())
                .invalidRequestHandler(FailureHandler::refuseUnreadable)
                .listen(config.port(), config.host());
    }

    private Router router() {
        var router = Router.router(vertx);
        new FailureHandler().mount(router);
        router.route().handler(new RequestId());
        router.route().handler(ManagementServer::refuseBrowsers);
        at(router, HttpMethod.GET, "/health/live").handler(context -> send(context, OK, ALIVE));
        at(router, HttpMethod.GET, "/health/ready")
                .handler(context ->
                        answer(context, readiness().map(ready -> new Answer(ready.isUp() ? OK : NOT_READY, ready))));
        at(router, HttpMethod.GET, "/status")
                .handler(context -> answer(context, readiness().map(ready -> new Answer(OK, facts.status(ready)))));
        at(router, HttpMethod.GET, "/metrics").handler(this::scrape);
        at(router, HttpMethod.GET, "/search")
                .handler(context -> answer(
                        context,
                        bus.request(SearchAddresses.STATUS, new GetIndexStatus())
                                .map(index -> new Answer(OK, index))));
        at(router, HttpMethod.POST, "/search/rebuild")
                .handler(context -> answer(
                        context,
                        bus.request(SearchAddresses.REBUILD, new RebuildIndex())
                                .map(index -> new Answer(ACCEPTED, index))));
        new DeadLetterRoutes(bus)
                .mount((method, path, answer) -> at(router, method, path)
                        .handler(context -> answerInTextOrJson(context, answer.apply(context))));
        router.route().handler(new UnmatchedHandler(endpoints));
        return router;
    }

    private Route at(Router router, HttpMethod method, String path) {
        endpoints.add(method, path.replaceAll(":(\\w+)", "{$1}"));
        return router.route(method, path);
    }

    private Future<Readiness> readiness() {
        return facts.draining().getAsBoolean() ? Future.succeededFuture(Readiness.draining()) : probe.readiness();
    }

    /** Scripts send neither; every browser says where a request that changes something comes from (Fetch, 3.2). */
    private static void refuseBrowsers(RoutingContext context) {
        var headers = context.request().headers();
        if (headers.contains(HttpHeaders.ORIGIN) || headers.contains("Sec-Fetch-Site")) {
            throw Failure.forbidden("Web pages may not do this").asException();
        }
        context.next();
    }

    private void scrape(RoutingContext context) {
        vertx.executeBlocking(metrics::scrape, false)
                .onComplete(text -> send(context, OK, ProcessMetrics.CONTENT_TYPE, Buffer.buffer(text)), context::fail);
    }

    private record Answer(int status, Record body) {}

    private static void answer(RoutingContext context, Future<Answer> answer) {
        answer.onComplete(given -> send(context, given.status(), given.body()), context::fail);
    }

    private static void answerInTextOrJson(RoutingContext context, Future<? extends Record> answer) {
        answer.onComplete(
                given -> {
                    if (DeadLetterRoutes.wantsText(context)) {
                        send(context, OK, "text/plain; charset=utf-8", Buffer.buffer(DeadLetterText.of(given)));
                    } else {
                        send(context, OK, given);
                    }
                },
                context::fail);
    }

    private static void send(RoutingContext context, int status, Record body) {
        send(context, status, "application/json", Buffer.buffer(Json.encodeBytes(body)));
    }

    private static void send(RoutingContext context, int status, String type, Buffer body) {
        Replies.end(
                context.response()
                        .setStatusCode(status)
                        .putHeader(HttpHeaders.CONTENT_TYPE, type)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store"),
                body);
    }
}
