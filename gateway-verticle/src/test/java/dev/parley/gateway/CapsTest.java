package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.limit.Caps;
import dev.parley.gateway.limit.GatewayLimits;
import dev.parley.gateway.limit.HeadSizes;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.bus.Done;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The most of everything at once. */
@Timeout(60)
class CapsTest {
    private static final String GET = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String BODY = "{\"refreshToken\":\"" + "r".repeat(400) + "\"}";

    @SuppressWarnings("NullAway.Init") // by each test
    private TestGateway gateway;

    @AfterEach
    void close() {
        gateway.close();
    }

    private void start(Caps caps) {
        var defaults = GatewayLimits.DEFAULTS;
        gateway = TestGateway.listening(new GatewayLimits(
                defaults.addresses(), new HeadSizes(2048, 4096), defaults.deadlines(), caps, defaults.userRequests()));
        gateway.verticles.answer(AuthAddresses.LOG_OUT, ask -> Done.DONE);
    }

    private static String post(int bytes) {
        return "POST /api/v1/auth/logout HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + bytes + "\r\n\r\n";
    }

    private HttpResponse<String> logOut() {
        var http = gateway.calls();
        return http.send(http.request("POST", "/api/v1/auth/logout", BODY));
    }

    @Test
    void connectionBeyondTheMostIsClosedAtOnceUntilThereIsRoom() throws IOException {
        start(new Caps(2, 100, 1_000_000));
        try (var one = new Dripping(gateway.port())) {
            one.send(GET);
            one.await("\"up\"");
            try (var two = new Dripping(gateway.port());
                    var three = new Dripping(gateway.port())) {
                two.send(GET);
                two.await("\"up\"");

                assertThat(three.untilClosed('G')).isEmpty();
            }
            assertThat(gateway.refused("httpConnections")).isEqualTo(1);
            TestGateway.until(
                    "there is room again",
                    () -> new RawHttp(gateway.port()).get("/health/live").statusCode() == 200);
            one.send(GET);
        }
    }

    @Test
    void requestBeyondTheMostIsToldToComeAgain() throws IOException {
        start(new Caps(10_000, 1, 1_000_000));
        try (var slow = new Dripping(gateway.port())) {
            slow.send(post(BODY.length()) + BODY.substring(1));
            TestGateway.until("the slow one is in flight", () -> logOut().statusCode() == 503);

            var refused = logOut();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(HttpCalls.json(refused).getString("code")).isEqualTo("UNAVAILABLE");
            assertThat(HttpCalls.header(refused, "Retry-After")).isEqualTo("1");
            assertThat(gateway.calls().get("/health/live").statusCode()).isEqualTo(200);
            assertThat(gateway.calls().get("/door/x").statusCode()).isEqualTo(200);
            slow.send("}");
            slow.await("HTTP/1.1 ");
        }
        assertThat(gateway.refused("requestsInFlight")).isGreaterThanOrEqualTo(2);
        TestGateway.until("there is room again", () -> logOut().statusCode() == 204);
    }

    @Test
    void bodiesBeyondTheMostAreToldToComeAgain() throws IOException {
        start(new Caps(10_000, 100, 2 * BODY.length() - 2));
        for (int i = 0; i < 5; i++) {
            assertThat(logOut().statusCode()).as("one at a time").isEqualTo(204);
        }
        try (var slow = new Dripping(gateway.port())) {
            // Announced is not held.
            slow.send(post(BODY.length()));
            assertThat(logOut().statusCode()).isEqualTo(204);
            slow.send(BODY.substring(1));
            TestGateway.until("it is held", () -> logOut().statusCode() == 503);

            var refused = logOut();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(HttpCalls.header(refused, "Retry-After")).isEqualTo("1");
        }
        TestGateway.until("given back although it was never whole", () -> logOut().statusCode() == 204);
        assertThat(gateway.refused("bodiesInFlight")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void headsOverTheirSizeAreCounted() {
        start(Caps.DEFAULTS);
        var raw = new RawHttp(gateway.port());

        assertThat(raw.get("/" + "x".repeat(3000)).statusCode()).isEqualTo(414);
        assertThat(raw.exchange("GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(5000) + "\r\n\r\n")
                        .statusCode())
                .isEqualTo(431);

        assertThat(gateway.refused("url")).isEqualTo(1);
        assertThat(gateway.refused("headers")).isEqualTo(1);
    }
}
