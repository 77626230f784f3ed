package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.gateway.upstream.Access;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.Revocations;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WebSockets of servers behind the gateway. */
class UpstreamSocketsTest {
    private final Vertx vertx = Vertx.vertx();

    @RegisterExtension
    private final Opened open = new Opened();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Backend sockets(Handler<ServerWebSocket> handler) {
        return sockets(new HttpServerOptions(), handler);
    }

    private Backend sockets(HttpServerOptions options, Handler<ServerWebSocket> handler) {
        var backend =
                Backend.answering(0, options, request -> request.toWebSocket().onSuccess(handler));
        open.add(backend);
        return backend;
    }

    @CanIgnoreReturnValue
    private WebSocket connect(TestGateway gateway) {
        return connect(gateway, new WebSocketConnectOptions());
    }

    @CanIgnoreReturnValue
    private WebSocket connect(TestGateway gateway, WebSocketConnectOptions options) {
        var client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxFrameSize(1 << 20));
        return client.connect(
                        options.setHost("127.0.0.1").setPort(gateway.port()).setURI("/app/live?room=1"))
                .await();
    }

    private static double gauge(TestGateway gateway, String name) {
        return gateway.measured.get(name).gauge().value();
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        var one = queue.poll(10, TimeUnit.SECONDS);
        assertThat(one).as("within 10 s").isNotNull();
        return one;
    }

    /** Code and reason that a side is closed with. */
    private static BlockingQueue<String> closeOf(WebSocket socket) {
        var closed = new LinkedBlockingQueue<String>();
        socket.closeHandler(gone -> closed.add(socket.closeStatusCode() + " " + socket.closeReason()));
        return closed;
    }

    @Test
    void framesPassAsTheyAreBothWays() throws InterruptedException {
        var backend = sockets(
                new HttpServerOptions().setMaxWebSocketFrameSize(1 << 20),
                socket -> socket.frameHandler(frame -> {
                    if (!frame.isClose()) {
                        socket.writeFrame(frame);
                    }
                }));
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        var socket = connect(gateway);
        var frames = new LinkedBlockingQueue<String>();
        socket.frameHandler(frame -> frames.add(frame.type() + " " + frame.isFinal() + " " + frame.binaryData()));
        socket.writeFrame(WebSocketFrame.textFrame("grüße", true));
        socket.writeFrame(WebSocketFrame.binaryFrame(Buffer.buffer("bytes"), false));
        socket.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("more"), true));
        socket.writeFrame(WebSocketFrame.binaryFrame(Buffer.buffer("x".repeat(200_000)), true));

        assertThat(next(frames)).isEqualTo("TEXT true grüße");
        assertThat(next(frames)).isEqualTo("BINARY false bytes");
        assertThat(next(frames)).isEqualTo("CONTINUATION true more");
        assertThat(next(frames)).isEqualTo("BINARY true " + "x".repeat(200_000));
        assertThat(gauge(gateway, "parley.upstream.sockets")).isEqualTo(1);
        assertThat(gauge(gateway, "parley.upstream.in.flight")).isEqualTo(1);
    }

    @Test
    void whatTheServerSaysFirstIsNotLost() throws InterruptedException {
        var backend = sockets(socket -> {
            for (int i = 0; i < 5; i++) {
                socket.writeTextMessage("hello " + i);
            }
        });
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        for (int round = 0; round < 20; round++) {
            var texts = new LinkedBlockingQueue<String>();
            var socket = vertx.createWebSocketClient().webSocket();
            socket.textMessageHandler(texts::add);
            socket.connect(gateway.port(), "127.0.0.1", "/app").await();
            for (int i = 0; i < 5; i++) {
                assertThat(next(texts)).isEqualTo("hello " + i);
            }
        }
    }

    @Test
    void theServerIsToldAsOfAnyRequestAndChoosesTheSubprotocol() throws InterruptedException {
        var seen = new LinkedBlockingQueue<String>();
        var backend = sockets(new HttpServerOptions().setWebSocketSubProtocols(List.of("v2.chat")), socket -> {
            seen.add(socket.uri());
            socket.headers().forEach((name, value) -> seen.add(name.toLowerCase(Locale.ROOT) + ": " + value));
            seen.add("end");
        });
        var gateway = open.gatewayBefore(Backend.upstream("app", backend)
                .secret("0123456789abcdef0123456789abcdef")
                .config());
        var socket = connect(
                gateway,
                new WebSocketConnectOptions()
                        .addHeader("Authorization", "Bearer " + gateway.token())
                        .addHeader("Cookie", "session=1")
                        .addHeader("Origin", "https://elsewhere.example")
                        .addHeader("X-Forwarded-For", "6.6.6.6")
                        .addSubProtocol("v1.chat")
                        .addSubProtocol("v2.chat"));

        assertThat(socket.subProtocol()).isEqualTo("v2.chat");
        Backend.until("it has all been heard", () -> seen.contains("end"));
        assertThat(seen)
                .contains(
                        "/app/live?room=1",
                        "cookie: session=1",
                        "origin: https://elsewhere.example",
                        "x-forwarded-for: 127.0.0.1",
                        "host: 127.0.0.1:" + gateway.port())
                .anyMatch(line -> line.startsWith("parley-identity: ey"))
                .noneMatch(line -> line.startsWith("authorization"));
        assertThat(seen.stream().filter(line -> line.startsWith("host:"))).hasSize(1);
        assertThat(seen.stream().filter(line -> line.startsWith("origin:"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1000, bye", "4001, over and out", "3000, ''"})
    void theEndOfOneSideIsTheEndOfTheOther(short code, String reason) throws InterruptedException {
        var ends = new LinkedBlockingQueue<String>();
        var backend = sockets(socket -> {
            socket.closeHandler(gone -> ends.add(socket.closeStatusCode() + " " + socket.closeReason()));
            socket.textMessageHandler(text -> socket.close(code, reason));
        });
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());

        connect(gateway).close(code, reason).await();
        assertThat(next(ends)).startsWith(code + " ").endsWith(reason);

        var second = connect(gateway);
        var closed = closeOf(second);
        second.writeTextMessage("end it");
        assertThat(next(closed)).startsWith(code + " ").endsWith(reason);
        Backend.until("nothing is under way", () -> gauge(gateway, "parley.upstream.in.flight") == 0);
        assertThat(gauge(gateway, "parley.upstream.sockets")).isZero();
    }

    @Test
    void aServerThatVanishesIsToldToTheClient() throws InterruptedException {
        var backend = sockets(socket -> socket.textMessageHandler(text -> closeForReal(socket)));
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        var socket = connect(gateway);
        var closed = closeOf(socket);
        socket.writeTextMessage("go");
        assertThat(next(closed)).startsWith("1011 ");
        Backend.until("nothing is under way", () -> gauge(gateway, "parley.upstream.in.flight") == 0);
    }

    private static void closeForReal(ServerWebSocket socket) {
        ((WebSocketInternal) socket)
                .channelHandlerContext()
                .pipeline()
                .firstContext()
                .close();
    }

    @Test
    void aClientThatVanishesIsToldToTheServer() throws Exception {
        var ends = new LinkedBlockingQueue<Short>();
        var backend = sockets(socket -> socket.closeHandler(gone -> ends.add(socket.closeStatusCode())));
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            handshake(socket);
        }
        assertThat(next(ends)).isEqualTo((short) 1001);
        Backend.until("nothing is under way", () -> gauge(gateway, "parley.upstream.in.flight") == 0);
    }

    private static void handshake(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("GET /app HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        var first = new byte[1024];
        int read = socket.getInputStream().read(first);
        assertThat(new String(first, 0, read, StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 101");
    }

    @Test
    void theServersNoIsTheAnswer() {
        var backend = Backend.answering(request -> request.response()
                .setStatusCode(403)
                .putHeader("X-Why", "not you")
                .end("no entry"));
        open.add(backend);
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        assertThatThrownBy(() -> connect(gateway)).isInstanceOfSatisfying(UpgradeRejectedException.class, rejected -> {
            assertThat(rejected.getStatus()).isEqualTo(403);
            assertThat(rejected.getHeaders().get("X-Why")).isEqualTo("not you");
            assertThat(rejected.getBody()).hasToString("no entry");
        });
        assertThat(gauge(gateway, "parley.upstream.in.flight")).isZero();
    }

    @Test
    void aServerThatIsAwayIsPassedOver() {
        var backend = sockets(socket -> {});
        var gateway = open.gatewayBefore(
                Backend.upstream("app", Backend.nobody(), backend.port()).config());
        connect(gateway);
        connect(gateway);
        assertThat(backend.requests).hasValue(2);

        var none = open.gatewayBefore(Backend.upstream("app", Backend.nobody()).config());
        assertThatThrownBy(() -> connect(none))
                .isInstanceOfSatisfying(
                        UpgradeRejectedException.class,
                        rejected -> assertThat(rejected.getStatus()).isEqualTo(503));
    }

    @Test
    void openSocketsCountAmongWhatIsUnderWay() {
        var backend = sockets(socket -> {});
        var gateway =
                open.gatewayBefore(Backend.upstream("app", backend).places(2).config());
        var first = connect(gateway);
        connect(gateway);
        assertThat(gateway.calls().get("/app").statusCode()).isEqualTo(503);
        assertThatThrownBy(() -> connect(gateway)).hasMessageContaining("503");
        first.close().await();
        Backend.until("there is room", () -> gauge(gateway, "parley.upstream.in.flight") == 1);
        connect(gateway);
    }

    @Test
    void onlyWhoHasATokenGetsOneWhereOneIsNeeded() {
        var backend = sockets(socket -> {});
        var gateway = open.gatewayBefore(
                Backend.upstream("app", backend).access(Access.USER).config());
        assertThatThrownBy(() -> connect(gateway)).hasMessageContaining("401");
        connect(gateway, new WebSocketConnectOptions().addHeader("Authorization", "Bearer " + gateway.token()));
        assertThat(backend.requests).hasValue(1);
    }

    @Test
    void theSocketsOfASessionThatIsOverAreClosed() throws InterruptedException {
        var backend = sockets(socket -> {});
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        var named =
                connect(gateway, new WebSocketConnectOptions().addHeader("Authorization", "Bearer " + gateway.token()));
        var nameless = connect(gateway);
        var closed = closeOf(named);
        gateway.verticles.answer(
                AuthAddresses.LIST_REVOCATIONS, ask -> new Revocations(List.of(TestGateway.SESSION), Instant.now()));
        assertThat(next(closed)).startsWith("1008 ");
        assertThat(nameless.isClosed()).isFalse();
    }

    /** Whoever writes is slowed down by whoever does not read, and nothing of it is lost. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void nobodyIsWrittenToFasterThanItReads(boolean serverWrites) throws InterruptedException {
        var piece = Buffer.buffer(new byte[64 * 1024]);
        long total = 512L * piece.length();
        var written = new AtomicLong();
        var read = new AtomicLong();
        var servers = new LinkedBlockingQueue<ServerWebSocket>();
        var backend = sockets(socket -> {
            if (serverWrites) {
                pump(socket, piece, written, total);
            } else {
                socket.pause();
                socket.handler(data -> read.addAndGet(data.length()));
                servers.add(socket);
            }
        });
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        var socket = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxFrameSize(1 << 20))
                .connect(gateway.port(), "127.0.0.1", "/app")
                .map(connected -> {
                    if (serverWrites) {
                        connected.pause();
                        connected.handler(data -> read.addAndGet(data.length()));
                    }
                    return connected;
                })
                .await();
        if (!serverWrites) {
            vertx.runOnContext(now -> pump(socket, piece, written, total));
        }
        Backend.until("it does not move any more", () -> stands(written));
        assertThat(written.get()).isLessThan(total);
        if (serverWrites) {
            vertx.runOnContext(now -> socket.resume());
        } else {
            var server = next(servers);
            backend.vertx.runOnContext(now -> server.resume());
        }
        Backend.until("all of it has come", () -> read.get() == total);
    }

    private static void pump(WebSocket socket, Buffer piece, AtomicLong written, long total) {
        while (written.get() < total && !socket.writeQueueFull()) {
            written.addAndGet(piece.length());
            socket.write(piece);
        }
        if (written.get() < total) {
            socket.drainHandler(drained -> pump(socket, piece, written, total));
        }
    }

    private static boolean stands(AtomicLong counter) {
        long before = counter.get();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        return before > 0 && counter.get() == before;
    }

    @Test
    void whenTheGatewayLeavesBothSidesAreTold() throws InterruptedException {
        var ends = new LinkedBlockingQueue<Short>();
        var backend = sockets(socket -> socket.closeHandler(gone -> ends.add(socket.closeStatusCode())));
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        var first = closeOf(connect(gateway));
        var second = closeOf(connect(gateway));
        gateway.drainUpstreams(Duration.ofMillis(200));
        assertThat(next(first)).startsWith("1012 ");
        assertThat(next(second)).startsWith("1012 ");
        assertThat(next(ends)).isEqualTo((short) 1001);
        assertThat(next(ends)).isEqualTo((short) 1001);
        assertThatThrownBy(() -> connect(gateway)).hasMessageContaining("503");
    }
}
