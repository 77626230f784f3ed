package dev.parley.gateway.door;

import dev.parley.gateway.auth.SigningKey;
import dev.parley.gateway.realtime.RealtimeLimits;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.Revocations;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The doors under test, the verticles behind them played by fakes on the real bus, and clients in front. */
final class World implements AutoCloseable {
    private static final SigningKey KEY = new SigningKey("k1");

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final FakeRooms rooms = new FakeRooms();
    final FakePresence presence = new FakePresence();
    final TestGateway gateway;
    final PublicUser ann = user("ann");
    final PublicUser bob = user("bob");
    final SessionId session = SessionId.next();
    volatile List<SessionId> revoked = List.of();

    private final List<TestClient> clients = new CopyOnWriteArrayList<>();
    private final WebSocketClient client = vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxFrameSize(4 * 1024 * 1024).setMaxMessageSize(16 * 1024 * 1024));

    World(RealtimeLimits limits) {
        gateway = new TestGateway(limits, rooms);
        await(bus.serve(AuthAddresses.SIGNING_KEYS, ask -> Future.succeededFuture(KEY.published())));
        await(bus.serve(
                AuthAddresses.LIST_REVOCATIONS,
                ask -> Future.succeededFuture(new Revocations(revoked, Instant.now()))));
        Future<Void> deployed = Future.all(
                        vertx.deployVerticle(rooms), vertx.deployVerticle(presence), vertx.deployVerticle(gateway))
                .mapEmpty();
        await(deployed);
    }

    static World open() {
        return new World(RealtimeLimits.DEFAULTS);
    }

    static PublicUser user(String name) {
        return new PublicUser(UserId.next(), name, name);
    }

    String token(PublicUser user) {
        return KEY.token(user, session, Instant.now().plusSeconds(900));
    }

    String token(PublicUser user, SessionId sessionId, Instant expiresAt) {
        return KEY.token(user, sessionId, expiresAt);
    }

    TestClient webSocket() {
        return connect("/api/v1/ws", Map.of());
    }

    /** On the WebSocket and authenticated. */
    TestClient ready(PublicUser user) {
        var connected = webSocket();
        connected.authenticate(token(user));
        return connected;
    }

    TestClient connect(String path, Map<String, String> headers) {
        var socket = client.webSocket();
        var connected =
                new TestClient(socket); // listens before the server speaks: a frame that comes at once must not be lost
        var unused = await(socket.connect(address(path, headers)));
        clients.add(connected);
        return connected;
    }

    /** Each user may have ten: a test closes its own. */
    void closeClients() {
        clients.forEach(TestClient::close);
        clients.clear();
    }

    Future<WebSocket> attempt(String path, Map<String, String> headers) {
        return client.connect(address(path, headers));
    }

    private WebSocketConnectOptions address(String path, Map<String, String> headers) {
        var options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(gateway.port())
                .setAllowOriginHeader(headers.containsKey("Origin")) // else the client invents one
                .setURI(path);
        headers.forEach(options::addHeader);
        return options;
    }

    int openChannels() {
        return gateway.openChannels();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(15, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not in time", e);
        }
    }

    /** Looks again and again until it holds; for what nothing announces. */
    static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in time: " + what);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
