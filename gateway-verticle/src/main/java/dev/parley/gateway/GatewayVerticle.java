package dev.parley.gateway;

import dev.parley.broker.Broker;
import dev.parley.broker.IntentPublisher;
import dev.parley.gateway.auth.RevokedSessions;
import dev.parley.gateway.auth.SigningKeyRing;
import dev.parley.gateway.auth.TokenVerifier;
import dev.parley.gateway.door.Realtime;
import dev.parley.gateway.health.HealthRoutes;
import dev.parley.gateway.http.BearerAuth;
import dev.parley.gateway.http.KeySetRoute;
import dev.parley.gateway.http.UnsubscribePages;
import dev.parley.gateway.http.WebClientPage;
import dev.parley.gateway.limit.Limiters;
import dev.parley.gateway.operation.MessageRates;
import dev.parley.gateway.operation.Operations;
import dev.parley.gateway.rest.RestApi;
import dev.parley.gateway.rest.RestMetrics;
import dev.parley.gateway.rooms.CommandGate;
import dev.parley.gateway.upstream.Upstreams;
import dev.parley.model.bus.Bus;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only door. Wires what the other packages decide; everything is owned by this verticle's context. */
public final class GatewayVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayVerticle.class);

    /** What is in flight when the drain is over gets this long. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

    private final GatewayConfig config;
    private final Metrics metrics;
    private final Clock clock = Clock.systemUTC();

    /** How to close what is open, the last opened first. */
    private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();

    private volatile int port = -1;
    private volatile @Nullable Realtime serving;

    public GatewayVerticle(GatewayConfig config, Metrics metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    /** The port listened on; to be asked once the verticle is deployed. */
    public int port() {
        if (port < 0) {
            throw new IllegalStateException("the gateway does not listen yet");
        }
        return port;
    }

    /** How many sockets are open; 0 before the verticle is deployed. */
    public int sockets() {
        var realtime = serving;
        return realtime == null ? 0 : realtime.connectionCount();
    }

    @Override
    public Future<?> start() {
        var bus = new Bus(vertx, metrics);
        var limiters = Limiters.create(
                vertx, config.limits(), config.http(), config.transport().proxies(), metrics, System::nanoTime);
        return Listeners.prepare(vertx, config, limiters, metrics, clock)
                .compose(listeners -> Broker.connect(
                                vertx, config.broker(), "parley-gateway " + config.nodeId(), metrics)
                        .compose(broker -> {
                            closing.push(broker::close);
                            return RevokedSessions.start(vertx, bus, clock, config.accessTokenTtl())
                                    .compose(revoked -> {
                                        closing.push(() -> done(revoked::close));
                                        return startServing(bus, broker, revoked, limiters, listeners);
                                    });
                        }))
                .recover(cause -> stop().transform(stopped -> Future.failedFuture(cause)));
    }

    private Future<?> startServing(
            Bus bus, Broker broker, RevokedSessions revoked, Limiters limiters, Listeners listeners) {
        var limits = config.realtime();
        var rates = new MessageRates(
                limits.messagesPerSecond(), limits.messageBurst(), limiters.refusals(), System::nanoTime);
        var keys = new SigningKeyRing(vertx, bus, clock);
        var verifier = new TokenVerifier(keys, revoked, clock);
        var upstreams = Upstreams.start(
                vertx, config.upstreams(), limits.heartbeat(), Realtime.MAX_WEB_SOCKET_BYTES, revoked, metrics);
        closing.push(() -> done(upstreams::close));
        var health = new HealthRoutes(
                bus,
                config.expectedRoles(),
                broker::isUp,
                () -> Stream.of(listeners.warnings(), upstreams.warnings())
                        .flatMap(List::stream)
                        .toList(),
                System::nanoTime);
        return keys.start()
                .compose(told -> CommandGate.start(
                        vertx,
                        bus,
                        IntentPublisher.of(broker, config.broker().partitions()),
                        config.nodeId(),
                        clock,
                        metrics))
                .map(gate -> Operations.of(bus, gate, rates))
                .compose(operations -> Realtime.start(
                                vertx, bus, config.nodeId(), limits, verifier, revoked, operations, clock, metrics)
                        .compose(realtime -> {
                            closing.push(() -> done(realtime::close));
                            serving = realtime;
                            return WebClientPage.read(vertx)
                                    .map(page -> new GatewayRouter.Parts(
                                            page,
                                            health,
                                            limiters,
                                            (router, origins) -> realtime.mount(router, origins, limiters.bodies()),
                                            new RestApi(bus, operations),
                                            new RestMetrics(metrics),
                                            new KeySetRoute(bus),
                                            new UnsubscribePages(bus),
                                            new BearerAuth(verifier),
                                            upstreams))
                                    .compose(parts -> {
                                        closing.push(() -> drain(listeners, realtime, upstreams, health));
                                        return listeners.listen(new GatewayRouter(vertx, config).create(parts));
                                    })
                                    .onSuccess(listening -> port = listening)
                                    .compose(listening -> bus.serve(
                                            HealthAddresses.of("gateway"),
                                            asked -> Future.succeededFuture(health.report())));
                        }));
    }

    /** Not ready; no new connections; clients told to go, spread over the drain; what is in flight finished. */
    private Future<Void> drain(Listeners listeners, Realtime realtime, Upstreams upstreams, HealthRoutes health) {
        health.drain();
        upstreams.drain(config.drain());
        return Future.join(listeners.shutdown(config.drain().plus(LAST_ANSWERS)), realtime.drain(config.drain()))
                .mapEmpty();
    }

    @Override
    public Future<?> stop() {
        var next = closing.poll();
        if (next == null) {
            return Future.succeededFuture();
        }
        return next.get()
                .onFailure(cause -> LOG.warn("closing failed node={}", config.nodeId(), cause))
                .transform(closed -> stop().mapEmpty());
    }

    private static Future<Void> done(Runnable closer) {
        closer.run();
        return Future.succeededFuture();
    }
}
