package dev.parley.gateway.upstream;

import dev.parley.gateway.auth.RevokedSessions;
import dev.parley.gateway.http.BearerAuth;
import dev.parley.gateway.http.StrictTransport;
import dev.parley.gateway.limit.Limiters;
import dev.parley.gateway.limit.Unhurried;
import dev.parley.gateway.peer.Peer;
import dev.parley.model.id.SessionId;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The servers behind this gateway. To be mounted before what is Parley's own, since a host that is an upstream's is so with
 * all its paths; an upstream for any host has none of Parley's paths ({@link RouteTable#check}).
 *
 * <p>Owned by the gateway's context.
 */
public final class Upstreams {
    private static final String KEY = "parley.upstream";

    /** RFC 6455 section 7.4.1: against the policy; Parley's own codes mean nothing to servers of others. */
    private static final short REVOKED = 1008;

    /** The server restarts: reconnect, with jitter. */
    private static final short RESTARTING = 1012;

    private final Vertx vertx;
    private final List<Upstream> all;
    private final RouteTable<Upstream> routes;
    private boolean leaving;

    private Upstreams(Vertx vertx, List<Upstream> all) {
        this.vertx = vertx;
        this.all = all;
        this.routes = new RouteTable<>(all, upstream -> upstream.config().route());
    }

    /**
     * Begins to look after them.
     *
     * @param pingInterval how often both ends of a WebSocket are asked for a sign of life
     * @param maxFrameBytes of WebSockets
     * @param revoked their WebSockets are closed
     */
    public static Upstreams start(
            Vertx vertx,
            List<UpstreamConfig> configs,
            Duration pingInterval,
            int maxFrameBytes,
            RevokedSessions revoked,
            Metrics metrics) {
        var all = configs.stream()
                .map(config -> new Upstream(vertx, config, pingInterval, maxFrameBytes, metrics))
                .toList();
        var upstreams = new Upstreams(vertx, all);
        if (!all.isEmpty()) {
            revoked.onRevoked(upstreams::revoke);
        }
        return upstreams;
    }

    /**
     * Takes the requests that are for an upstream; the others pass.
     *
     * @param limits those that are for every request
     * @param auth for those who need a token, or bring one
     * @param strictTransport said unless the upstream says it itself
     */
    public void mount(Router router, Limiters limits, BearerAuth auth, StrictTransport strictTransport) {
        if (all.isEmpty()) {
            return;
        }
        router.route().handler(context -> {
            find(context).ifPresent(upstream -> {
                context.put(KEY, upstream);
                strictTransport.tell(Peer.of(context).secure(), context.response());
                context.response().putHeader("X-Content-Type-Options", "nosniff");
            });
            context.next();
        });
        for (var limit : List.<Handler<RoutingContext>>of(limits.addresses(), limits.urls(), limits.perAddress())) {
            router.route().handler(forUpstreams((upstream, context) -> limit.handle(context)));
        }
        router.route().handler(forUpstreams(this::admit));
        router.route().handler(forUpstreams((upstream, context) -> {
            if (needsToken(upstream, context)) {
                auth.handle(context);
            } else {
                context.next();
            }
        }));
        router.route().handler(forUpstreams(this::pass));
    }

    private interface Step {
        void take(Upstream upstream, RoutingContext context);
    }

    private static Handler<RoutingContext> forUpstreams(Step step) {
        return context -> {
            var upstream = of(context);
            if (upstream == null) {
                context.next();
            } else {
                step.take(upstream, context);
            }
        };
    }

    private static @Nullable Upstream of(RoutingContext context) {
        return context.get(KEY);
    }

    private Optional<Upstream> find(RoutingContext context) {
        var authority = Peer.of(context).authority();
        return routes.find(authority == null ? "" : UpstreamRoute.bare(authority.host()), context.normalizedPath());
    }

    /** What is refused before anybody is asked who it is. */
    private void admit(Upstream upstream, RoutingContext context) {
        var request = context.request();
        // The server has refused what has a length as well (RFC 9112 section 6.3).
        boolean readable =
                request.headers().getAll(HttpHeaders.TRANSFER_ENCODING).stream().allMatch("chunked"::equals);
        if (!readable) {
            upstream.refused();
            context.fail(400);
        } else if (lengthOf(context) > upstream.config().limits().bodyBytes()) {
            upstream.refused();
            context.fail(Refusals.tooLarge(upstream.config().limits().bodyBytes()));
        } else {
            context.next();
        }
    }

    private static long lengthOf(RoutingContext context) {
        var length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException longerThanThat) {
            return Long.MAX_VALUE;
        }
    }

    private static boolean needsToken(Upstream upstream, RoutingContext context) {
        return switch (upstream.config().access()) {
            case USER -> true;
            case PUBLIC -> context.request().headers().contains(HttpHeaders.AUTHORIZATION);
            case OWN -> false;
        };
    }

    private void pass(Upstream upstream, RoutingContext context) {
        if (leaving) {
            upstream.refused();
            context.fail(Refusals.leaving());
            return;
        }
        if (!upstream.enter()) {
            upstream.refused();
            context.fail(Refusals.noRoom());
            return;
        }
        Unhurried.bodyAndAnswer(context); // it has a pace to keep instead
        if (context.request().canUpgradeToWebSocket()) {
            new SocketExchange(upstream, context).start();
        } else {
            new Exchange(upstream, context).start();
        }
    }

    /** What somebody should look at, a few words each. */
    public List<String> warnings() {
        return all.stream().flatMap(upstream -> upstream.warnings().stream()).toList();
    }

    /**
     * Nothing new from now on. Of what is under way the answers are waited for by whoever stops the server; WebSockets,
     * which have no end, are closed one after the other within {@code time}, so that not all come back at once.
     */
    public void drain(Duration time) {
        leaving = true;
        var open = all.stream().flatMap(upstream -> upstream.sockets().stream()).toList();
        for (int i = 0; i < open.size(); i++) {
            var relay = open.get(i);
            vertx.setTimer(
                    Math.max(1, time.toMillis() * i / open.size()),
                    due -> relay.close(RESTARTING, "This server is leaving"));
        }
    }

    private void revoke(SessionId session) {
        var theirs = all.stream()
                .flatMap(upstream -> upstream.socketsOf(session).stream())
                .toList();
        theirs.forEach(relay -> relay.close(REVOKED, "The session is over"));
    }

    public void close() {
        all.forEach(Upstream::close);
    }
}
