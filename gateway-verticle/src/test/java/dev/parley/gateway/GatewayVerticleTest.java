package dev.parley.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.broker.Broker;
import dev.parley.broker.BrokerConfig;
import dev.parley.broker.TestBroker;
import dev.parley.broker.Topology;
import dev.parley.gateway.http.HttpLimits;
import dev.parley.gateway.limit.Deadlines;
import dev.parley.gateway.limit.GatewayLimits;
import dev.parley.gateway.realtime.RealtimeLimits;
import dev.parley.gateway.upstream.UpstreamConfig;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.Revocations;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.id.SessionId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.CommandPermit;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.IntentOutcomes;
import dev.parley.model.rooms.RoomAddresses;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The verticle as the launcher deploys it, with a real broker. */
class GatewayVerticleTest {
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final int PARTITIONS = 2;

    private final TestBroker server = TestBroker.start();
    private boolean serverIsUp = true;
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final FakeVerticles verticles = new FakeVerticles(bus);
    private final TestTokens tokens = new TestTokens(vertx);

    @AfterEach
    void close() throws TimeoutException {
        vertx.close().await(10, TimeUnit.SECONDS);
        closeServer();
    }

    private void closeServer() {
        if (serverIsUp) {
            serverIsUp = false;
            server.close();
        }
    }

    private GatewayConfig config(int port, BrokerConfig broker, UpstreamConfig... upstreams) {
        return config(port, broker, GatewayLimits.DEFAULTS, upstreams);
    }

    private GatewayConfig config(int port, BrokerConfig broker, GatewayLimits limits, UpstreamConfig... upstreams) {
        return new GatewayConfig(
                "node-1",
                "127.0.0.1",
                port,
                List.of(),
                GatewayConfig.ALL_ROLES,
                Duration.ofMinutes(15),
                DRAIN,
                TransportConfig.PLAIN,
                ContentConfig.DEFAULTS,
                limits,
                HttpLimits.DEFAULTS,
                RealtimeLimits.DEFAULTS,
                List.of(upstreams),
                broker);
    }

    private GatewayVerticle deployed() {
        verticles.answer(AuthAddresses.SIGNING_KEYS, ask -> tokens.keySet());
        verticles.answer(AuthAddresses.LIST_REVOCATIONS, ask -> new Revocations(List.of(), Instant.now()));
        var gateway = new GatewayVerticle(config(0, server.config(PARTITIONS)), Metrics.none());
        vertx.deployVerticle(gateway).await();
        return gateway;
    }

    private String token() {
        return tokens.of(TestGateway.ADA, SessionId.next());
    }

    @Test
    void aCommandGoesThroughTheBrokerAndComesBackAsItsOutcome() {
        verticles.answer(RoomAddresses.AUTHORIZE, ask -> new CommandPermit(ask.command(), null));
        var consumer = Broker.connect(vertx, server.config(PARTITIONS), "test").await();
        int partition = Samples.ROOM_ID.partition(PARTITIONS);
        consumer.consume(Topology.roomsQueue(partition), 10, delivery -> {
                    var intent = Json.decode(delivery.body().getBytes(), Intent.class);
                    delivery.ack();
                    bus.send(
                            RoomAddresses.outcomes(requireNonNull(intent.replyNode())),
                            new IntentOutcomes(
                                    List.of(FakeRoomLog.stored(intent, Samples.ROOM, false, Samples.POSTED))));
                })
                .await();
        var http = new HttpCalls(deployed().port());
        var body = "{\"clientMessageId\":\"" + Samples.CLIENT_MESSAGE_ID + "\",\"content\":{\"text\":\"Hello\"}}";
        var response = http.send("POST", "/api/v1/rooms/" + Samples.ROOM_ID + "/messages", token(), body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(HttpCalls.json(response).getInteger("seq")).isEqualTo(7);
        consumer.close().await();
    }

    @Test
    void withTheBrokerAwayCommandsAreRefusedAndReadinessNamesIt() {
        verticles.answer(RoomAddresses.AUTHORIZE, ask -> new CommandPermit(ask.command(), null));
        verticles.answer(RoomAddresses.GET_ROOM, ask -> Samples.ROOM);
        var http = new HttpCalls(deployed().port());
        closeServer();
        var path = "/api/v1/rooms/" + Samples.ROOM_ID;
        var response = http.send("PATCH", path, token(), "{\"name\":\"New\"}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(http.send("GET", path, token(), null).statusCode())
                .as("reading goes on")
                .isEqualTo(200);
        assertThat(OpenApi.texts(HttpCalls.json(http.get("/health/ready")).getJsonArray("down")))
                .contains("gateway: RabbitMQ");
    }

    @Test
    void theDoorsAreOpenAndForeignPagesStayOutside() {
        var gateway = deployed();
        var http = new HttpCalls(gateway.port());
        assertThat(http.get("/api/v1/sockjs/info").statusCode()).isEqualTo(200);
        assertThat(http.get("/eventbus/info").statusCode()).isEqualTo(200);
        for (var path : List.of("/api/v1/sockjs/info", "/eventbus/info", "/api/v1/ws", "/eventbus/1/2/xhr")) {
            var foreign = http.send(http.request("GET", path).header("Origin", "https://evil.example"));
            assertThat(foreign.statusCode()).as(path).isEqualTo(403);
            assertThat(HttpCalls.json(foreign).getString("code")).isEqualTo("FORBIDDEN");
        }
        var client = vertx.createWebSocketClient();
        var evil = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(gateway.port())
                .setURI("/api/v1/ws")
                .addHeader("Origin", "https://evil.example");
        assertThatThrownBy(() -> client.connect(evil).await()).hasMessageContaining("403");
    }

    /** Of a socket and a stream that last, while a connection that is only kept open ends. */
    @Test
    void deadlinesAreNotForTheDoors() throws Exception {
        var defaults = GatewayLimits.DEFAULTS;
        var soon = Duration.ofMillis(300);
        var limits = new GatewayLimits(
                defaults.addresses(),
                defaults.heads(),
                new Deadlines(soon, soon, soon, soon),
                defaults.caps(),
                defaults.userRequests());
        verticles.answer(AuthAddresses.SIGNING_KEYS, ask -> tokens.keySet());
        verticles.answer(AuthAddresses.LIST_REVOCATIONS, ask -> new Revocations(List.of(), Instant.now()));
        var gateway = new GatewayVerticle(config(0, server.config(PARTITIONS), limits), Metrics.none());
        vertx.deployVerticle(gateway).await();
        var frames = new LinkedBlockingQueue<String>();
        WebSocketClient client = vertx.createWebSocketClient();
        var socket = client.connect(gateway.port(), "127.0.0.1", "/api/v1/ws").await();
        socket.textMessageHandler(frames::add);
        try (var stream = new Dripping(gateway.port());
                var kept = new Dripping(gateway.port())) {
            stream.send("POST /api/v1/sockjs/000/a-session/xhr_streaming HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Length: 0\r\n\r\n");
            stream.await("o\n");
            kept.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            kept.await("\"up\"");
            assertThat(kept.untilClosed('x')).startsWith("HTTP/1.1 200 ");

            var auth = new JsonObject()
                    .put("type", "auth")
                    .put("data", new JsonObject().put("token", token()))
                    .encode();
            socket.writeTextMessage(auth).await();
            assertThat(typeOf(frames)).isEqualTo("ready");
            var http = new HttpCalls(gateway.port());
            var sent = http.send(
                    http.request("POST", "/api/v1/sockjs/000/a-session/xhr_send", Json.encode(List.of(auth))));
            assertThat(sent.statusCode()).isEqualTo(204);
            stream.await("ready");
        }
    }

    @Test
    void stoppingTellsClientsToGoAndThenNobodyIsThere() throws InterruptedException {
        verticles.answer(AuthAddresses.SIGNING_KEYS, ask -> tokens.keySet());
        verticles.answer(AuthAddresses.LIST_REVOCATIONS, ask -> new Revocations(List.of(), Instant.now()));
        var gateway = new GatewayVerticle(config(0, server.config(PARTITIONS)), Metrics.none());
        var deployment = vertx.deployVerticle(gateway).await();
        var frames = new LinkedBlockingQueue<String>();
        WebSocketClient client = vertx.createWebSocketClient();
        var socket = client.connect(gateway.port(), "127.0.0.1", "/api/v1/ws").await();
        var closed = new LinkedBlockingQueue<Short>();
        socket.textMessageHandler(frames::add);
        socket.closeHandler(gone -> closed.add(socket.closeStatusCode()));
        socket.writeTextMessage(new JsonObject()
                        .put("type", "auth")
                        .put("data", new JsonObject().put("token", token()))
                        .encode())
                .await();
        assertThat(typeOf(frames)).isEqualTo("ready");

        long started = System.nanoTime();
        var stopped = vertx.undeploy(deployment);
        assertThat(typeOf(frames)).isEqualTo("goaway");
        assertThat(closed.poll(10, TimeUnit.SECONDS)).isEqualTo((short) 1012);
        stopped.await();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(DRAIN.plusSeconds(2));
        assertThatThrownBy(() -> new HttpCalls(gateway.port()).get("/health/live"))
                .hasMessage("no answer");
    }

    @Test
    void stoppingLetsServersBehindItAnswerAndClosesTheirWebSockets() throws Exception {
        verticles.answer(AuthAddresses.SIGNING_KEYS, ask -> tokens.keySet());
        verticles.answer(AuthAddresses.LIST_REVOCATIONS, ask -> new Revocations(List.of(), Instant.now()));
        var held = new LinkedBlockingQueue<HttpServerRequest>();
        try (var backend = Backend.answering(request -> {
            if (request.canUpgradeToWebSocket()) {
                request.toWebSocket();
            } else {
                held.add(request);
            }
        })) {
            var gateway = new GatewayVerticle(
                    config(
                            0,
                            server.config(PARTITIONS),
                            Backend.upstream("app", backend).config()),
                    Metrics.none());
            var deployment = vertx.deployVerticle(gateway).await();
            WebSocketClient client = vertx.createWebSocketClient();
            var socket = client.connect(gateway.port(), "127.0.0.1", "/app").await();
            var closed = new LinkedBlockingQueue<Short>();
            socket.closeHandler(gone -> closed.add(socket.closeStatusCode()));
            var answer = new CompletableFuture<String>();
            new Thread(() -> answer.complete(
                            new HttpCalls(gateway.port()).get("/app").body()))
                    .start();
            var running = held.poll(10, TimeUnit.SECONDS);
            assertThat(running).isNotNull();

            var stopped = vertx.undeploy(deployment);
            assertThat(closed.poll(10, TimeUnit.SECONDS)).isEqualTo((short) 1012);
            backend.vertx.runOnContext(now -> running.response().end("in time"));
            assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("in time");
            stopped.await();
        }
    }

    private static String typeOf(BlockingQueue<String> frames) throws InterruptedException {
        var frame = frames.poll(10, TimeUnit.SECONDS);
        assertThat(frame).isNotNull();
        return new JsonObject(frame).getString("type");
    }

    @Test
    void aTakenPortFailsTheStart() throws IOException {
        try (var taken = new ServerSocket(0)) {
            var gateway = new GatewayVerticle(config(taken.getLocalPort(), server.config(PARTITIONS)), Metrics.none());
            assertThatThrownBy(() -> vertx.deployVerticle(gateway).await()).isInstanceOf(IOException.class);
            assertThatThrownBy(gateway::port).isInstanceOf(IllegalStateException.class);
        }
    }
}
