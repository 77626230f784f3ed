package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.limit.Deadlines;
import dev.parley.gateway.limit.GatewayLimits;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.bus.Done;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are slow on purpose, over HTTP/1.1. Each test shortens the one deadline that it is about. */
@Timeout(60)
class DeadlinesTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String LOG_OUT = "POST /api/v1/auth/logout HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
    private static final String GET = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private TestGateway gateway = start(LONG, LONG, LONG, LONG);

    @AfterEach
    void close() {
        gateway.close();
    }

    private static TestGateway start(Duration header, Duration keepAlive, Duration body, Duration answer) {
        var defaults = GatewayLimits.DEFAULTS;
        var gateway = TestGateway.listening(new GatewayLimits(
                defaults.addresses(),
                defaults.heads(),
                new Deadlines(header, keepAlive, body, answer),
                defaults.caps(),
                defaults.userRequests()));
        gateway.verticles.answer(AuthAddresses.LOG_OUT, ask -> Done.DONE);
        return gateway;
    }

    private void restart(Duration header, Duration keepAlive, Duration body, Duration answer) {
        gateway.close();
        gateway = start(header, keepAlive, body, answer);
    }

    @Test
    void headThatDripsEndsWith408() throws IOException {
        restart(SHORT, LONG, LONG, LONG);
        try (var client = new Dripping(gateway.port())) {
            client.send("GET /health/live HTTP/1.1\r\nX-Slow: ");

            var answer = client.untilClosed('x');

            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("application/problem+json", "INVALID_REQUEST");
        }
        assertThat(gateway.refused("headerDeadline")).isEqualTo(1);
    }

    @Test
    void connectionThatSaysNothingEnds() {
        restart(SHORT, LONG, LONG, LONG);

        assertThat(new RawHttp(gateway.port()).exchange("").statusCode()).isEqualTo(408);
    }

    @Test
    void nextHeadThatDripsEndsTheConnection() throws IOException {
        restart(LONG, SHORT, LONG, LONG);
        try (var client = new Dripping(gateway.port())) {
            client.send(GET);
            client.await("\"up\"");
            client.send("GET /health/live HTTP/1.1\r\nX-Slow: ");

            assertThat(client.untilClosed('x')).containsOnlyOnce("HTTP/1.1 ");
        }
        assertThat(gateway.refused("keepAlive")).isEqualTo(1);
        assertThat(gateway.refused("headerDeadline")).isZero();
    }

    @Test
    void bodyThatDripsEndsWith408() throws IOException {
        restart(LONG, LONG, SHORT, LONG);
        try (var client = new Dripping(gateway.port())) {
            client.send(LOG_OUT);

            var answer = client.untilClosed('x');

            assertThat(answer).startsWith("HTTP/1.1 408 ").contains("application/problem+json", "connection: close");
        }
        assertThat(gateway.refused("bodyDeadline")).isEqualTo(1);
    }

    /** The answer does not wait for a body that it does not need: the connection must not wait for it either. */
    @Test
    void bodyThatDripsBehindItsAnswerEndsTheConnection() throws IOException {
        restart(LONG, LONG, SHORT, LONG);
        try (var client = new Dripping(gateway.port())) {
            client.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n");
            client.await("\"up\"");

            assertThat(client.untilClosed('x')).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1 ");
        }
        assertThat(gateway.refused("bodyDeadline")).isEqualTo(1);
    }

    @Test
    void answerThatIsNotTakenIsCut() throws IOException {
        restart(LONG, LONG, LONG, SHORT);
        try (var client = slowReaderOf("/door/large")) {
            gateway.awaitRefused("answerDeadline");

            assertThat(readAll(client)).isLessThan(TestGateway.LARGE);
        }
    }

    /** As its own deadline and that of an idle connection end those of others. */
    @Test
    void answerThatMayBeTakenSlowlyIsNotCut() throws IOException {
        restart(LONG, SHORT, LONG, SHORT);
        try (var unhurried = slowReaderOf("/door/unhurried");
                var other = slowReaderOf("/door/large")) {
            gateway.awaitRefused("answerDeadline");
            assertThat(readAll(other)).isLessThan(TestGateway.LARGE);
            assertThat(new RawHttp(gateway.port())
                            .exchange("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .statusCode())
                    .as("until it has been idle for too long")
                    .isEqualTo(200);

            assertThat(readAll(unhurried)).isGreaterThan(TestGateway.LARGE);
        }
    }

    private Socket slowReaderOf(String path) throws IOException {
        var client = new Socket();
        client.setReceiveBufferSize(4096);
        client.setSoTimeout(10_000);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
        client.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static long readAll(Socket client) throws IOException {
        long length = 0;
        try {
            var buffer = new byte[64 * 1024];
            for (int n = 0; n >= 0; n = client.getInputStream().read(buffer)) {
                length += n;
            }
        } catch (SocketException reset) {
            return length;
        }
        return length;
    }

    /** That of another request, begun later, ends: so has the time of this one. */
    @Test
    void whoMayTakeTheirTimeMay() throws IOException {
        restart(LONG, LONG, SHORT, LONG);
        var post = "POST /door/unhurried HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n1";
        try (var unhurried = new Dripping(gateway.port());
                var other = new Dripping(gateway.port())) {
            unhurried.send(post);
            gateway.awaitInDoor(1);
            other.send(LOG_OUT);
            assertThat(other.untilClosed('x')).startsWith("HTTP/1.1 408 ");

            unhurried.send("2");

            unhurried.await("took 2");
        }
        assertThat(gateway.refused("bodyDeadline")).isEqualTo(1);
    }

    @Test
    void webSocketsAreNoneOfIt() throws Exception {
        restart(SHORT, SHORT, SHORT, SHORT);
        var client = gateway.host.createWebSocketClient();
        var socket = client.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(gateway.port())
                        .setURI("/door/socket"))
                .await(10, TimeUnit.SECONDS);
        try (var other = new Dripping(gateway.port())) {
            other.send(GET);
            other.await("\"up\"");
            var unused = other.untilClosed('x');
        }

        var echo = new CompletableFuture<Buffer>();
        socket.handler(echo::complete);
        socket.writeTextMessage("still there").await(10, TimeUnit.SECONDS);

        assertThat(echo.get(10, TimeUnit.SECONDS)).hasToString("still there");
    }
}
