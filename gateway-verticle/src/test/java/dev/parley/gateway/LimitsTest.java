package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.http.HttpLimits;
import dev.parley.gateway.limit.GatewayLimits;
import dev.parley.gateway.limit.Rate;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.LogOut;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final int BODY = 1000;

    private static String logOutOf(int bytes) {
        var frame = "{\"refreshToken\":\"\"}".length();
        return "{\"refreshToken\":\"" + "r".repeat(bytes - frame) + "\"}";
    }

    @Test
    void anAddressThatAsksTooOftenWaits() {
        try (var gateway = TestGateway.listening(new HttpLimits(BODY, 2, 5))) {
            var http = gateway.calls();
            for (int i = 0; i < 5; i++) {
                assertThat(http.get("/api/v1/users/me").statusCode()).isEqualTo(401);
            }
            var refused = http.get("/api/v1/users/me");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(HttpCalls.json(refused).getString("code")).isEqualTo("RATE_LIMITED");
            assertThat(HttpCalls.header(refused, "Retry-After")).isEqualTo("1");
            assertThat(gateway.refused("requestsPerSecond")).isEqualTo(1);
            assertThat(http.get("/door/info").statusCode()).as("the doors too").isEqualTo(429);
            assertThat(http.send(http.request("GET", "/api/v1/users/me").header("X-Forwarded-For", "203.0.113.9"))
                            .statusCode())
                    .as("whatever it says of its address")
                    .isEqualTo(429);
            assertThat(http.get("/health/live").statusCode())
                    .as("probes are not counted")
                    .isEqualTo(200);

            gateway.nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
            assertThat(http.get("/api/v1/users/me").statusCode()).isEqualTo(401);
            assertThat(http.get("/api/v1/users/me").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void aUserWhoAsksTooOftenWaitsAndNobodyElse() {
        var defaults = GatewayLimits.DEFAULTS;
        var limits = new GatewayLimits(
                defaults.addresses(), defaults.heads(), defaults.deadlines(), defaults.caps(), new Rate(2, 5));
        try (var gateway = TestGateway.listening(limits)) {
            gateway.verticles.refuse(AuthAddresses.GET_USER, Failure.notFound("user"));
            var http = gateway.calls();
            for (int i = 0; i < 5; i++) {
                assertThat(http.send("GET", "/api/v1/users/me", gateway.token(), null)
                                .statusCode())
                        .isEqualTo(404);
            }
            var refused = http.send("GET", "/api/v1/users/me", gateway.token(), null);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(HttpCalls.json(refused).getString("code")).isEqualTo("RATE_LIMITED");
            assertThat(HttpCalls.header(refused, "Retry-After")).isEqualTo("1");
            assertThat(gateway.refused("userRequestsPerSecond")).isEqualTo(1);

            var other = new PublicUser(UserId.next(), "bob", "Bob");
            assertThat(http.send("GET", "/api/v1/users/me", gateway.tokens.of(other, SessionId.next()), null)
                            .statusCode())
                    .isEqualTo(404);
            gateway.nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
            assertThat(http.send("GET", "/api/v1/users/me", gateway.token(), null)
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void filesThatAreHeldAreNotCounted() {
        try (var gateway = TestGateway.listening(new HttpLimits(BODY, 1, 3))) {
            var http = gateway.calls();
            for (int i = 0; i < 20; i++) {
                assertThat(http.get("/webjars/lit/3.2.1/index.js").statusCode()).isEqualTo(200);
            }
            assertThat(http.get("/nothing.js").statusCode()).isEqualTo(404);
            assertThat(http.get("/nothing.js").statusCode()).isEqualTo(404);
            assertThat(http.get("/nothing.js").statusCode()).isEqualTo(429);
            assertThat(http.get("/webjars/lit/3.2.1/index.js").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBodyOfTheLimitIsTakenAndOneByteMoreIsNot() {
        try (var gateway = TestGateway.listening(new HttpLimits(BODY, 1000, 1000))) {
            gateway.verticles.answer(AuthAddresses.LOG_OUT, ask -> Done.DONE);
            var http = gateway.calls();
            assertThat(http.send(http.request("POST", "/api/v1/auth/logout", logOutOf(500)))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(http.send(http.request("POST", "/api/v1/auth/logout", logOutOf(BODY)))
                            .statusCode())
                    .as("the body is taken, the token is too long")
                    .isEqualTo(400);
            for (var tooLarge : new String[] {logOutOf(BODY + 1), logOutOf(5_000_000)}) {
                var response = http.send(http.request("POST", "/api/v1/auth/logout", tooLarge));
                assertThat(response.statusCode()).isEqualTo(413);
                assertThat(HttpCalls.json(response).getString("code")).isEqualTo("PAYLOAD_TOO_LARGE");
            }
            assertThat(gateway.verticles.timesAsked(LogOut.class)).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatDoesNotSayItsLengthIsCounted() {
        try (var gateway = TestGateway.listening(new HttpLimits(BODY, 1000, 1000))) {
            var http = gateway.calls();
            var body = logOutOf(200_000).getBytes(StandardCharsets.UTF_8);
            var chunked = http.request("POST", "/api/v1/auth/logout", "")
                    .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)));
            assertThat(http.send(chunked).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void whoGoesOnSendingIsCutOff() throws IOException {
        try (var gateway = TestGateway.listening(new HttpLimits(BODY, 1000, 1000));
                var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write(("POST /api/v1/auth/logout HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var chunk = ("400\r\n" + "x".repeat(1024) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            boolean cutOff = false;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!cutOff && System.nanoTime() < deadline) {
                try {
                    out.write(chunk);
                } catch (SocketException closed) {
                    cutOff = true;
                }
            }
            assertThat(cutOff).isTrue();
        }
    }
}
