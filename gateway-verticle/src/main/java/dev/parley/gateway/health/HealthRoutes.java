package dev.parley.gateway.health;

import dev.parley.gateway.http.Endpoints;
import dev.parley.gateway.http.Replies;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.health.CheckHealth;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * {@code /health/live}: this process serves, leave it running. {@code /health/ready}: send clients here; 503 names what
 * is down.
 *
 * <p>Owned by the context that made it.
 */
public final class HealthRoutes {
    private static final Readiness ALIVE = new Readiness("up", List.of());

    private static final String OWN_ROLE = "gateway";

    private final BooleanSupplier brokerIsUp;
    private final Supplier<List<String>> warnings;
    private final ReadinessProbe probe;
    private boolean draining;

    /**
     * @param roles that must answer before this gateway is ready
     * @param brokerIsUp the gateway's own connection
     * @param warnings what somebody should look at although this gateway serves
     */
    public HealthRoutes(
            Bus bus,
            Set<String> roles,
            BooleanSupplier brokerIsUp,
            Supplier<List<String>> warnings,
            LongSupplier nanoTime) {
        this.brokerIsUp = brokerIsUp;
        this.warnings = warnings;
        var asked = new TreeSet<>(roles);
        asked.add(OWN_ROLE);
        this.probe = new ReadinessProbe(
                role -> role.equals(OWN_ROLE)
                        ? Future.succeededFuture(report())
                        : bus.request(HealthAddresses.of(role), new CheckHealth()),
                asked,
                nanoTime);
    }

    /** What this gateway says of itself, as every role does. */
    public HealthReport report() {
        return new HealthReport(
                OWN_ROLE, List.of(new HealthReport.Dependency("RabbitMQ", brokerIsUp.getAsBoolean())), warnings.get());
    }

    /** Not ready from now on: load balancers send nobody here any more. */
    public void drain() {
        draining = true;
    }

    public void mount(Router router, Endpoints endpoints) {
        get(router, endpoints, "/health/live").handler(context -> send(context, ALIVE));
        get(router, endpoints, "/health/ready").handler(this::ready);
    }

    private static Route get(Router router, Endpoints endpoints, String path) {
        endpoints.add(HttpMethod.GET, path);
        endpoints.add(HttpMethod.HEAD, path);
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private void ready(RoutingContext context) {
        if (draining) {
            send(context, Readiness.draining());
        } else {
            probe.readiness().onComplete(readiness -> send(context, readiness), context::fail);
        }
    }

    private static void send(RoutingContext context, Readiness readiness) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return; // the prober has given up
        }
        response.setStatusCode(readiness.isUp() ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Replies.end(response, Buffer.buffer(Json.encodeBytes(readiness)));
    }
}
