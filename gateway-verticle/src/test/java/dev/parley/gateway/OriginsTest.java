package dev.parley.gateway;

import static dev.parley.gateway.HttpCalls.header;
import static dev.parley.gateway.TestGateway.PARTNER_ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.LogOut;
import dev.parley.model.bus.Done;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginsTest {
    private static final String LOG_OUT = "{\"refreshToken\":\"r\"}";

    private final TestGateway gateway = TestGateway.listening();
    private final HttpCalls http = gateway.calls();
    private final String own = "http://127.0.0.1:" + gateway.port();
    private final List<String> foreign = List.of(
            "https://evil.example",
            "null",
            "http://chat.example.org",
            "https://chat.example.org.evil.example",
            "http://127.0.0.1:1",
            "nonsense");

    @BeforeAll
    void answer() {
        gateway.verticles.answer(AuthAddresses.LOG_OUT, ask -> Done.DONE);
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    private HttpResponse<String> send(String method, String path, @Nullable String origin, @Nullable String body) {
        var request = http.request(method, path, body);
        if (origin != null) {
            request.header("Origin", origin);
        }
        return http.send(request);
    }

    private HttpResponse<String> logOut(@Nullable String origin) {
        return send("POST", "/api/v1/auth/logout", origin, LOG_OUT);
    }

    @Test
    void nativeClientsAndOwnAndConfiguredPagesMayChangeThings() {
        assertThat(logOut(null).statusCode()).isEqualTo(204);
        assertThat(logOut(own).statusCode()).isEqualTo(204);
        assertThat(logOut(PARTNER_ORIGIN).statusCode()).isEqualTo(204);
    }

    @Test
    void foreignPagesMayNotAndNothingIsAsked() {
        long before = gateway.verticles.timesAsked(LogOut.class);
        for (var origin : foreign) {
            var response = logOut(origin);
            assertThat(response.statusCode()).as(origin).isEqualTo(403);
            assertThat(HttpCalls.json(response).getString("code")).isEqualTo("FORBIDDEN");
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        assertThat(gateway.verticles.timesAsked(LogOut.class)).isEqualTo(before);
    }

    @Test
    void twoOriginsAreNone() {
        var request = http.request("POST", "/api/v1/auth/logout", LOG_OUT)
                .header("Origin", PARTNER_ORIGIN)
                .header("Origin", "https://evil.example");
        assertThat(http.send(request).statusCode()).isEqualTo(403);
    }

    @Test
    void onlyConfiguredPagesOfElsewhereCanReadAnswers() {
        var partner = send("GET", "/api/v1/users/me", PARTNER_ORIGIN, null);
        assertThat(header(partner, "Access-Control-Allow-Origin")).isEqualTo(PARTNER_ORIGIN);
        assertThat(header(partner, "Access-Control-Expose-Headers")).contains("Retry-After");
        assertThat(partner.headers().allValues("Vary")).contains("Origin");
        assertThat(partner.headers().firstValue("Access-Control-Allow-Credentials"))
                .as("tokens travel in headers, cookies are none of ours")
                .isEmpty();

        var evil = send("GET", "/api/v1/users/me", "https://evil.example", null);
        assertThat(evil.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(evil.headers().allValues("Vary")).contains("Origin");
    }

    @Test
    void preflightsAreAnsweredForConfiguredPagesAlone() {
        var allowed = http.send(http.request("OPTIONS", "/api/v1/rooms")
                .header("Origin", PARTNER_ORIGIN)
                .header("Access-Control-Request-Method", "POST"));
        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(header(allowed, "Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(header(allowed, "Access-Control-Allow-Headers")).contains("Authorization");

        for (var origin : foreign) {
            var refused = http.send(http.request("OPTIONS", "/api/v1/rooms")
                    .header("Origin", origin)
                    .header("Access-Control-Request-Method", "POST"));
            assertThat(refused.statusCode()).as(origin).isEqualTo(403);
        }
    }

    @Test
    void theDoorsAreClosedToForeignPagesWhateverTheMethod() {
        for (var method : List.of("GET", "POST", "OPTIONS", "HEAD")) {
            for (var origin : foreign) {
                assertThat(send(method, "/door/anything", origin, null).statusCode())
                        .as(method + " " + origin)
                        .isEqualTo(403);
            }
        }
        assertThat(send("GET", "/door/info", null, null).body()).isEqualTo("open");
        assertThat(send("GET", "/door/info", own, null).body()).isEqualTo("open");
        assertThat(send("GET", "/door/info", PARTNER_ORIGIN, null).body()).isEqualTo("open");
    }
}
