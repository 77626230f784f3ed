package dev.parley.gateway.door;

import dev.parley.broker.IntentPublisher;
import dev.parley.gateway.auth.RevokedSessions;
import dev.parley.gateway.auth.SigningKeyRing;
import dev.parley.gateway.auth.TokenVerifier;
import dev.parley.gateway.limit.BodyBudget;
import dev.parley.gateway.limit.Caps;
import dev.parley.gateway.limit.Refusals;
import dev.parley.gateway.operation.MessageRates;
import dev.parley.gateway.operation.Operations;
import dev.parley.gateway.realtime.RealtimeLimits;
import dev.parley.gateway.rooms.CommandGate;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.failure.FailureException;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The doors on a real server at a free port, without the rest of the gateway. */
final class TestGateway extends VerticleBase {
    static final String NODE = "node-under-test";
    static final String HOME = "https://chat.example.org";

    final MeterRegistry measured = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(measured);
    private final RealtimeLimits limits;
    private final IntentPublisher broker;
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("NullAway.Init") // set by start
    private volatile Realtime realtime;

    @SuppressWarnings("NullAway.Init") // set by start
    private volatile HttpServer server;

    TestGateway(RealtimeLimits limits, IntentPublisher broker) {
        this.limits = limits;
        this.broker = broker;
    }

    @Override
    public Future<?> start() {
        var bus = new Bus(vertx);
        var clock = Clock.systemUTC();
        return RevokedSessions.start(vertx, bus, clock, Duration.ofMinutes(15))
                .compose(revoked -> CommandGate.start(vertx, bus, broker, NODE, clock, metrics)
                        .compose(gate -> {
                            var rates = new MessageRates(
                                    limits.messagesPerSecond(),
                                    limits.messageBurst(),
                                    new Refusals(metrics),
                                    System::nanoTime);
                            var verifier = new TokenVerifier(new SigningKeyRing(vertx, bus, clock), revoked, clock);
                            var operations = Operations.of(bus, gate, rates);
                            return Realtime.start(
                                    vertx, bus, NODE, limits, verifier, revoked, operations, clock, metrics);
                        }))
                .compose(started -> {
                    realtime = started;
                    return listen();
                });
    }

    private Future<?> listen() {
        var router = Router.router(vertx);
        realtime.mount(
                router,
                TestGateway::onlyFromHome,
                new BodyBudget(Caps.DEFAULTS.bodiesInFlight(), new Refusals(metrics)));
        router.route().failureHandler(TestGateway::refuse);
        var options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setHttp2ClearTextEnabled(false)
                .setMaxWebSocketFrameSize(Realtime.MAX_WEB_SOCKET_BYTES)
                .setMaxWebSocketMessageSize(Realtime.MAX_WEB_SOCKET_BYTES)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        return vertx.createHttpServer(options)
                .connectionHandler(opened -> {
                    var channel = ((HttpServerConnection) opened)
                            .channelHandlerContext()
                            .channel();
                    channels.add(channel);
                    channel.closeFuture().addListener(closed -> channels.remove(channel));
                })
                .requestHandler(router)
                .listen()
                .onSuccess(listening -> server = listening);
    }

    private static void onlyFromHome(RoutingContext ctx) {
        var origin = ctx.request().getHeader("Origin");
        if (origin == null || origin.equals(HOME)) {
            ctx.next();
        } else {
            ctx.fail(403);
        }
    }

    private static void refuse(RoutingContext ctx) {
        if (ctx.response().ended()) {
            return;
        }
        int status = ctx.statusCode() < 0 ? 500 : ctx.statusCode();
        var body = ctx.failure() instanceof FailureException refused ? Json.encode(refused.failure()) : "";
        ctx.response().setStatusCode(status).end(body).onFailure(gone -> {});
    }

    int port() {
        return server.actualPort();
    }

    Realtime realtime() {
        return realtime;
    }

    /** As the verticle does when it stops. */
    void leave() {
        context.runOnContext(now -> realtime.close());
    }

    /** Sockets of clients that this server still holds, closed by the protocol or not. */
    int openChannels() {
        return channels.size();
    }

    /** Counts, from now on, how often anything is flushed to a socket. */
    AtomicInteger countFlushes() {
        var flushes = new AtomicInteger();
        channels.forEach(channel -> channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext ctx) {
                flushes.incrementAndGet();
                ctx.flush();
            }
        }));
        return flushes;
    }

    /** On its own context, as everything of the realtime half. */
    Future<Void> drain(Duration time) {
        return Future.future(
                drained -> context.runOnContext(now -> realtime.drain(time).onComplete(drained)));
    }
}
