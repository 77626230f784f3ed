package dev.parley.gateway;

import static dev.parley.gateway.HttpCalls.header;
import static dev.parley.gateway.HttpCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.failure.Failure;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorAnswersTest {
    private final TestGateway gateway = TestGateway.listening();
    private final HttpCalls http = gateway.calls();
    private final String token = gateway.token();

    @BeforeAll
    void findNobody() {
        gateway.verticles.refuse(AuthAddresses.GET_USER, Failure.notFound("user"));
        gateway.verticles.refuse(AuthAddresses.LOG_IN, Failure.rateLimited(1500));
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        var problem = json(response);
        assertThat(problem.fieldNames())
                .containsExactlyInAnyOrder("type", "title", "status", "code", "detail", "errors", "requestId");
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("requestId")).isEqualTo(header(response, "X-Request-Id"));
        assertThat(response.body()).doesNotContain("Exception", "dev.parley", "io.vertx");
    }

    @Test
    void anUnknownPathIsNotFound() {
        for (var path : List.of("/api/v1/nothing", "/api/nothing", "/nothing.js", "/nothing", "/api/v1")) {
            assertProblem(http.get(path), 404, "NOT_FOUND");
        }
        assertProblem(http.send(http.request("POST", "/nothing")), 404, "NOT_FOUND");
        assertProblem(http.send(http.request("DELETE", "/")), 404, "NOT_FOUND");
    }

    @Test
    void aWrongMethodIsToldWhichAreRight() {
        var response = http.send(http.request("PATCH", "/api/v1/rooms"));
        assertProblem(response, 405, "INVALID_REQUEST");
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, POST");
        assertThat(header(http.send(http.request("DELETE", "/health/live")), "Allow"))
                .isEqualTo("GET, HEAD");
        assertProblem(http.send(http.request("OPTIONS", "/api/v1/rooms/1")), 405, "INVALID_REQUEST");
        assertProblem(http.send(http.request("BREW", "/api/v1/rooms")), 405, "INVALID_REQUEST");
    }

    @Test
    void withoutATokenNobodyIsKnown() {
        var response = http.get("/api/v1/users/me");
        assertProblem(response, 401, "UNAUTHENTICATED");
        assertThat(header(response, "WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void aTokenElsewhereThanInTheHeaderIsNotLookedAt() {
        assertProblem(http.get("/api/v1/users/me?access_token=" + token), 401, "UNAUTHENTICATED");
        assertProblem(
                http.send(http.request("GET", "/api/v1/users/me").header("Cookie", "access_token=" + token)),
                401,
                "UNAUTHENTICATED");
    }

    @Test
    void aBadTokenIsNoToken() {
        var forged = token.substring(0, token.length() - 8) + "AAAAAAAA";
        for (var bad : List.of("", "x", "a.b.c", forged, token + " " + token)) {
            assertProblem(http.send("GET", "/api/v1/users/me", bad, null), 401, "UNAUTHENTICATED");
        }
        assertProblem(
                http.send(http.request("GET", "/api/v1/users/me").header("Authorization", "Basic " + token)),
                401,
                "UNAUTHENTICATED");
        assertProblem(
                http.send(http.request("GET", "/api/v1/users/me")
                        .header("Authorization", "Bearer " + token)
                        .header("Authorization", "Bearer " + token)),
                401,
                "UNAUTHENTICATED");
    }

    @Test
    void anExpiredTokenIsToldFromABadOne() {
        var expired = gateway.tokens.of(
                TestGateway.ADA, TestGateway.SESSION, Instant.now().minusSeconds(60));
        var response = http.send("GET", "/api/v1/users/me", expired, null);
        assertProblem(response, 401, "TOKEN_EXPIRED");
        assertThat(header(response, "WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @Test
    void malformedJsonIsTheClientsMistake() {
        for (var body : List.of("", "{", "nonsense", "[]", "1", "null", "\"x\"", "{\"a\":1}}", "{\"a\":1e999999999}")) {
            var response = http.send("POST", "/api/v1/contacts", token, body);
            assertProblem(response, 400, "INVALID_REQUEST");
            assertThat(json(response).getJsonArray("errors").size()).as(body).isPositive();
        }
        var deep = "[".repeat(5000) + "]".repeat(5000);
        assertProblem(http.send("POST", "/api/v1/contacts", token, deep), 400, "INVALID_REQUEST");
        assertProblem(
                http.send(http.request("POST", "/api/v1/auth")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))),
                400,
                "INVALID_REQUEST");
    }

    @Test
    void everyBadFieldIsNamed() {
        var body = "{\"username\":\"a b\",\"email\":\"nobody\",\"password\":\"short\",\"displayName\":7}";
        var response = http.send(http.request("POST", "/api/v1/users", body));
        assertProblem(response, 400, "INVALID_REQUEST");
        assertThat(json(response).getJsonArray("errors"))
                .extracting(error -> ((JsonObject) error).getString("field"))
                .containsExactlyInAnyOrder("username", "email", "password", "displayName");
    }

    @Test
    void onlyJsonIsTaken() {
        for (var type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp",
                "application/json; charset=utf-16",
                "nonsense")) {
            var request = http.request("POST", "/api/v1/auth")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{}"));
            assertProblem(http.send(request), 415, "UNSUPPORTED_MEDIA_TYPE");
        }
        assertProblem(
                http.send(http.request("POST", "/api/v1/auth").POST(BodyPublishers.ofString("{}"))),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        for (var type :
                List.of("application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\"")) {
            var request = http.request("POST", "/api/v1/auth")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{}"));
            assertProblem(http.send(request), 400, "INVALID_REQUEST");
        }
    }

    @Test
    void retryAfterIsInWholeSecondsAndNeverTooEarly() {
        var response = http.send(
                http.request("POST", "/api/v1/auth", "{\"email\":\"ada@example.org\",\"password\":\"12345678\"}"));
        assertProblem(response, 429, "RATE_LIMITED");
        assertThat(header(response, "Retry-After")).isEqualTo("2");
    }

    @Test
    void aVerticleThatIsAwayIsUnavailable() {
        assertProblem(http.send("GET", "/api/v1/blocks", token, null), 503, "UNAVAILABLE");
    }

    @Test
    void aWellFormedRequestIdIsKept() {
        var kept = http.send(http.request("GET", "/health/live").header("X-Request-Id", "my-request_1.2"));
        assertThat(header(kept, "X-Request-Id")).isEqualTo("my-request_1.2");
        for (var bad : List.of("two words", "a".repeat(65), "<script>", "é")) {
            var made = http.send(http.request("GET", "/health/live").header("X-Request-Id", bad));
            assertThat(header(made, "X-Request-Id")).matches("[0-9a-f-]{36}");
        }
    }

    @Test
    void badPercentEncodingIsTheClientsMistake() {
        var raw = new RawHttp(gateway.port());
        for (var target :
                List.of("/api/v1/users/%zz", "/%", "/api/v1/users?query=%zz", "/%00", "/webjars/%2e%2e%2f%zz")) {
            assertThat(raw.get(target).statusCode()).as(target).isBetween(400, 499);
        }
    }

    @Test
    void whatIsNoHttpIsRefusedAsAProblem() {
        var raw = new RawHttp(gateway.port());
        assertThat(raw.exchange("nonsense\r\n\r\n").statusCode()).isEqualTo(400);
        assertThat(raw.get("/" + "x".repeat(20_000)).statusCode()).isEqualTo(414);
        var tooMuch = raw.exchange("GET / HTTP/1.1\r\nHost: x\r\nX-Much: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(tooMuch.statusCode()).isEqualTo(431);
        assertThat(tooMuch.text()).contains("application/problem+json").contains("PAYLOAD_TOO_LARGE");
    }
}
