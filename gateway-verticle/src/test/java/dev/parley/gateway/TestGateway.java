package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.broker.BrokerConfig;
import dev.parley.gateway.auth.RevokedSessions;
import dev.parley.gateway.auth.SigningKeyRing;
import dev.parley.gateway.auth.TokenVerifier;
import dev.parley.gateway.door.Realtime;
import dev.parley.gateway.health.HealthRoutes;
import dev.parley.gateway.http.BearerAuth;
import dev.parley.gateway.http.Endpoints;
import dev.parley.gateway.http.HttpLimits;
import dev.parley.gateway.http.KeySetRoute;
import dev.parley.gateway.http.UnsubscribePages;
import dev.parley.gateway.http.WebClientPage;
import dev.parley.gateway.limit.GatewayLimits;
import dev.parley.gateway.limit.Limiters;
import dev.parley.gateway.limit.Unhurried;
import dev.parley.gateway.operation.MessageRates;
import dev.parley.gateway.operation.Operations;
import dev.parley.gateway.realtime.RealtimeLimits;
import dev.parley.gateway.rest.RestApi;
import dev.parley.gateway.rest.RestMetrics;
import dev.parley.gateway.rooms.CommandGate;
import dev.parley.gateway.upstream.UpstreamConfig;
import dev.parley.gateway.upstream.Upstreams;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.Revocations;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gateway's HTTP on a real port, the other verticles played by {@link FakeVerticles}. */
final class TestGateway extends VerticleBase implements AutoCloseable {
    static final PublicUser ADA = new PublicUser(UserId.next(), "ada", "Ada Lovelace");
    static final SessionId SESSION = SessionId.next();
    static final String PARTNER_ORIGIN = "https://chat.example.org";

    private static final HttpLimits UNLIMITED = new HttpLimits(256 * 1024, 1_000_000, 1_000_000);
    /** More than the kernel holds for one connection. */
    static final int LARGE = 8 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final AtomicInteger inDoor = new AtomicInteger();

    /** Moved by tests of the address limit alone. */
    final AtomicLong nanoTime = new AtomicLong();

    final Vertx host = Vertx.vertx();
    final Bus bus = new Bus(host);
    final FakeVerticles verticles = new FakeVerticles(bus);
    final FakeRoomLog log = new FakeRoomLog(bus);
    final TestTokens tokens = new TestTokens(host);

    private final GatewayConfig config;
    final MeterRegistry measured = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(measured);
    private final GatewayRouter routes;
    private @Nullable Listeners listeners;
    private int port = -1;
    private @Nullable HealthRoutes health;
    private @Nullable Upstreams proxied;

    private TestGateway(
            GatewayLimits limits,
            HttpLimits http,
            TransportConfig transport,
            ContentConfig content,
            List<UpstreamConfig> upstreams) {
        config = new GatewayConfig(
                "test-node",
                "127.0.0.1",
                0,
                List.of(PARTNER_ORIGIN),
                GatewayConfig.ALL_ROLES,
                Duration.ofMinutes(15),
                Duration.ZERO,
                transport,
                content,
                limits,
                http,
                RealtimeLimits.DEFAULTS,
                upstreams,
                new BrokerConfig("localhost", 5672, "user", "password", "/", 1));
        routes = new GatewayRouter(host, config);
    }

    static TestGateway listening() {
        return listening(UNLIMITED);
    }

    static TestGateway listening(HttpLimits limits) {
        return listening(GatewayLimits.DEFAULTS, limits, TransportConfig.PLAIN, ContentConfig.DEFAULTS, List.of());
    }

    static TestGateway listening(TransportConfig transport) {
        return listening(transport, ContentConfig.DEFAULTS);
    }

    static TestGateway listening(ContentConfig content) {
        return listening(TransportConfig.PLAIN, content);
    }

    static TestGateway listening(TransportConfig transport, ContentConfig content) {
        return listening(GatewayLimits.DEFAULTS, UNLIMITED, transport, content, List.of());
    }

    static TestGateway listening(GatewayLimits limits) {
        return listening(limits, TransportConfig.PLAIN);
    }

    static TestGateway listening(GatewayLimits limits, TransportConfig transport) {
        return listening(limits, UNLIMITED, transport, ContentConfig.DEFAULTS, List.of());
    }

    static TestGateway before(UpstreamConfig... upstreams) {
        return before(TransportConfig.PLAIN, upstreams);
    }

    static TestGateway before(HttpLimits http, UpstreamConfig... upstreams) {
        return listening(
                GatewayLimits.DEFAULTS, http, TransportConfig.PLAIN, ContentConfig.DEFAULTS, List.of(upstreams));
    }

    static TestGateway before(TransportConfig transport, UpstreamConfig... upstreams) {
        return listening(GatewayLimits.DEFAULTS, UNLIMITED, transport, ContentConfig.DEFAULTS, List.of(upstreams));
    }

    private static TestGateway listening(
            GatewayLimits limits,
            HttpLimits http,
            TransportConfig transport,
            ContentConfig content,
            List<UpstreamConfig> upstreams) {
        var gateway = new TestGateway(limits, http, transport, content, upstreams);
        gateway.verticles.answer(AuthAddresses.SIGNING_KEYS, ask -> gateway.tokens.keySet());
        gateway.verticles.answer(AuthAddresses.LIST_REVOCATIONS, ask -> new Revocations(List.of(), Instant.now()));
        gateway.host.deployVerticle(gateway).await();
        return gateway;
    }

    @Override
    public Future<?> start() {
        var clock = Clock.systemUTC();
        var limiters = Limiters.create(
                vertx, config.limits(), config.http(), config.transport().proxies(), metrics, nanoTime::get);
        return Listeners.prepare(vertx, config, limiters, metrics, clock)
                .onSuccess(prepared -> listeners = prepared)
                .compose(prepared -> RevokedSessions.start(vertx, bus, clock, config.accessTokenTtl()))
                .compose(revoked -> CommandGate.start(vertx, bus, log, config.nodeId(), clock, metrics)
                        .compose(gate -> WebClientPage.read(vertx).compose(page -> {
                            var verifier = new TokenVerifier(new SigningKeyRing(vertx, bus, clock), revoked, clock);
                            proxied = Upstreams.start(
                                    vertx,
                                    config.upstreams(),
                                    RealtimeLimits.DEFAULTS.heartbeat(),
                                    Realtime.MAX_WEB_SOCKET_BYTES,
                                    revoked,
                                    metrics);
                            return listen(gate, verifier, limiters, page);
                        })));
    }

    private Future<?> listen(CommandGate gate, TokenVerifier verifier, Limiters limiters, WebClientPage page) {
        var operations = Operations.of(bus, gate, new MessageRates(1000, 1000, limiters.refusals(), System::nanoTime));
        var probes = new HealthRoutes(bus, config.expectedRoles(), () -> true, this::warnings, nanoTime::get);
        health = probes;
        var parts = new GatewayRouter.Parts(
                page,
                probes,
                limiters,
                this::mountDoor,
                new RestApi(bus, operations),
                new RestMetrics(metrics),
                new KeySetRoute(bus),
                new UnsubscribePages(bus),
                new BearerAuth(verifier),
                upstreams());
        return listeners().listen(routes.create(parts)).onSuccess(listening -> port = listening);
    }

    int port() {
        return port;
    }

    Listeners listeners() {
        return Objects.requireNonNull(listeners);
    }

    private List<String> warnings() {
        return Stream.of(listeners().warnings(), upstreams().warnings())
                .flatMap(List::stream)
                .toList();
    }

    Upstreams upstreams() {
        return Objects.requireNonNull(proxied);
    }

    Endpoints endpoints() {
        return routes.endpoints();
    }

    void drainUpstreams(Duration time) {
        context.runOnContext(own -> upstreams().drain(time));
    }

    void drain() {
        Objects.requireNonNull(health).drain();
    }

    String token() {
        return tokens.of(ADA, SESSION);
    }

    HttpCalls calls() {
        return new HttpCalls(port());
    }

    @Override
    public void close() {
        try {
            host.close().await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("Vert.x did not close", e);
        }
    }

    /** How often {@code limit} has refused something. */
    long refused(String limit) {
        return (long) measured.get("parley.gateway.refused")
                .tag("limit", limit)
                .counter()
                .count();
    }

    void awaitRefused(String limit) {
        until(limit, () -> refused(limit) > 0);
    }

    /** Until so many requests have come to a door that answers none. */
    void awaitInDoor(int requests) {
        until("in the door", () -> inDoor.get() >= requests);
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** A door that answers whoever is let through to it. */
    private void mountDoor(Router router, Handler<RoutingContext> origins) {
        router.get("/door/socket")
                .handler(context -> context.request()
                        .toWebSocket()
                        .onSuccess(socket -> socket.textMessageHandler(socket::writeTextMessage)));
        router.get("/door/large").handler(context -> context.response().end(Buffer.buffer(new byte[LARGE])));
        router.get("/door/unhurried").handler(context -> {
            Unhurried.answer(context);
            context.response().end(Buffer.buffer(new byte[LARGE]));
        });
        router.post("/door/unhurried").handler(context -> {
            Unhurried.bodyAndAnswer(context);
            inDoor.incrementAndGet();
            context.request().body().onSuccess(body -> context.response().end("took " + body.length()));
        });
        router.route("/door/*")
                .handler(origins)
                .handler(context -> context.response().end("open"));
    }
}
