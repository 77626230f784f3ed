package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.peer.ForwardedHeader;
import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.upstream.Access;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers behind the gateway are told, and what of their answers comes out. */
class UpstreamHeadersTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final Iterable<String> SET_COOKIES = List.of("a=1", "b=2");

    @RegisterExtension
    private final Opened open = new Opened();

    private final Backend echo = open.add(Backend.echoing());

    private static String raw(TestGateway gateway, String path, String headers) {
        return new RawHttp(gateway.port())
                .exchange("GET " + path + " HTTP/1.1\r\nHost: chat.example.org:8443\r\nConnection: close\r\n" + headers
                        + "\r\n")
                .text();
    }

    @Test
    void theServerIsToldWhoAsksByTheGatewayAlone() {
        var gateway = open.gatewayBefore(Backend.upstream("echo", echo).config());
        var seen = raw(
                gateway,
                "/echo/a?b=c%20d",
                "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Host: evil\r\nX-Forwarded-Port: 1\r\nForwarded: for=6.6.6.6\r\n"
                        + "X-Real-IP: 6.6.6.6\r\nX_Forwarded_For: 6.6.6.6\r\nParley-Identity: forged\r\n"
                        + "X-Request-Id: my-request\r\nAccept: text/plain\r\n");

        assertThat(seen)
                .contains("GET /echo/a?b=c%20d\n")
                .contains("\nx-forwarded-for: 127.0.0.1\n")
                .contains("\nx-forwarded-proto: http\n")
                .contains("\nx-forwarded-host: chat.example.org:8443\n")
                .contains("\nforwarded: for=127.0.0.1;proto=http;host=\"chat.example.org:8443\"\n")
                .contains("\nhost: chat.example.org:8443\n")
                .contains("\nx-request-id: my-request\n")
                .contains("\naccept: text/plain\n")
                .contains("\nvia: 1.1 parley\n")
                .doesNotContain("6.6.6.6")
                .doesNotContain("x-forwarded-port")
                .doesNotContain("forged");
        assertThat(seen.split("x-forwarded-for: ", -1)).hasSize(2);
    }

    @Test
    void whatIsOfOneConnectionStaysThere() {
        var gateway = open.gatewayBefore(Backend.upstream("echo", echo).config());
        var seen = new RawHttp(gateway.port())
                .exchange(
                        "GET /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\nConnection: X-Mine\r\nKeep-Alive: timeout=5\r\n"
                                + "Proxy-Connection: keep-alive\r\nProxy-Authorization: Basic eA==\r\nTE: trailers\r\n"
                                + "Upgrade: h2c\r\nX-Mine: 1\r\nX-Other: 2\r\n\r\n")
                .text();

        assertThat(seen)
                .contains("\nx-other: 2\n")
                .doesNotContain("x-mine")
                .doesNotContain("keep-alive")
                .doesNotContain("proxy-")
                .doesNotContain("\nte:")
                .doesNotContain("\nupgrade:");
    }

    @Test
    void aTrustedProxyInFrontIsBelieved() {
        var proxies = new ProxyConfig(List.of("127.0.0.0/8"), ForwardedHeader.X_FORWARDED, false);
        var gateway = TestGateway.before(
                new TransportConfig(null, proxies, null),
                Backend.upstream("echo", echo).at("shop.example.org", "").config());
        open.add(gateway);
        var seen = raw(
                gateway,
                "/x",
                "X-Forwarded-For: 6.6.6.6, 2001:db8::1\r\nX-Forwarded-Proto: https\r\n"
                        + "X-Forwarded-Host: shop.example.org\r\n");

        assertThat(seen)
                .contains("\nx-forwarded-for: 2001:db8:0:0:0:0:0:1\n")
                .contains("\nx-forwarded-proto: https\n")
                .contains("\nx-forwarded-host: shop.example.org\n")
                .contains("\nforwarded: for=\"[2001:db8:0:0:0:0:0:1]\";proto=https;host=\"shop.example.org\"\n");
    }

    @Test
    void thePathMayBeStrippedAndTheHostBeTheServersOwn() {
        var gateway = open.gatewayBefore(
                Backend.upstream("echo", echo).stripped().withOwnHost().config());
        assertThat(raw(gateway, "/echo/a/b?c", ""))
                .contains("GET /a/b?c\n")
                .contains("\nx-forwarded-prefix: /echo\n")
                .contains("\nhost: 127.0.0.1:" + echo.port() + "\n");
        assertThat(raw(gateway, "/echo", "")).contains("GET /\n");
    }

    /** Else a path that means one thing here could mean another one there. */
    @ParameterizedTest
    @CsvSource({"/x/../echo/a, /echo/a", "/echo/./a, /echo/a", "/%65cho/a, /echo/a", "/echo/a%2Fb, /echo/a%2Fb"})
    void theServerIsAskedForWhatWasMatched(String written, String asked) {
        var gateway = open.gatewayBefore(Backend.upstream("echo", echo).config());
        assertThat(raw(gateway, written, "")).contains("GET " + asked + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo/../api/v1/users/me", "/echo/%2e%2e/api/v1/users/me", "/echo/..//api/v1/users/me"})
    void aWayOutOfThePathIsNotTheUpstreams(String path) {
        var gateway = open.gatewayBefore(Backend.upstream("echo", echo).config());
        assertThat(raw(gateway, path, "")).contains("UNAUTHENTICATED");
        assertThat(echo.requests).hasValue(0);
    }

    @Test
    void aRouteIsForWholeSegmentsAndTheLongestWins() {
        var other = Backend.saying("the other one");
        open.add(other);
        var gateway = open.gatewayBefore(
                Backend.upstream("echo", echo).config(),
                Backend.upstream("other", other).at("", "/echo/deep").config());
        var http = gateway.calls();
        assertThat(http.get("/echo/deep/x").body()).isEqualTo("the other one");
        assertThat(http.get("/echo/deeper").body()).startsWith("GET /echo/deeper");
        assertThat(http.get("/echoes").statusCode()).isEqualTo(404);
    }

    @Test
    void aHostOfAnUpstreamIsAllTheUpstreams() {
        var gateway = open.gatewayBefore(
                Backend.upstream("echo", echo).at("Shop.example.org", "").config());
        for (var path : List.of("/", "/api/v1/users/me", "/health/live", "/eventbus/info", "/.well-known/x")) {
            var shop = new RawHttp(gateway.port())
                    .exchange("GET " + path + " HTTP/1.1\r\nHost: shop.EXAMPLE.org.:80\r\nConnection: close\r\n\r\n");
            assertThat(shop.text()).as(path).contains("GET " + path + "\n");
        }
        assertThat(gateway.calls().get("/health/live").body()).contains("up");
        assertThat(gateway.calls().get("/api/v1/users/me").statusCode()).isEqualTo(401);
    }

    @Test
    void theCallersTokenStaysHereAndWhoItIsIsSigned() throws Exception {
        var gateway = open.gatewayBefore(Backend.upstream("echo", echo)
                .access(Access.USER)
                .secret(SECRET)
                .stripped()
                .config());
        var seen = gateway.calls()
                .send(gateway.calls()
                        .request("DELETE", "/echo/a/b?c")
                        .header("Authorization", "Bearer " + gateway.token())
                        .header("Parley-Identity", "forged"))
                .body();
        assertThat(seen).doesNotContain("authorization").doesNotContain("forged");
        var parts = seen.split("parley-identity: ", -1)[1].split("\n", -1)[0].split("\\.", -1);

        // As anybody would check it: RFC 7515, with nothing but the JDK.
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var expected = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(Base64.getUrlDecoder().decode(parts[2])).isEqualTo(expected);
        assertThat(json(parts[0]).getString("alg")).isEqualTo("HS256");
        var claims = json(parts[1]);
        assertThat(claims.getString("sub")).isEqualTo(TestGateway.ADA.id().value());
        assertThat(claims.getString("sid")).isEqualTo(TestGateway.SESSION.value());
        assertThat(claims.getString("iss")).isEqualTo("parley");
        assertThat(claims.getString("aud")).isEqualTo("echo");
        assertThat(claims.getString("method")).isEqualTo("DELETE");
        assertThat(claims.getString("path")).isEqualTo("/a/b");
        assertThat(claims.getString("jti")).isNotBlank();
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(30);
        assertThat(claims.getLong("exp")).isGreaterThan(Instant.now().getEpochSecond());
    }

    private static JsonObject json(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    @Test
    void onlyGoodTokensPassWhereOneIsNeeded() {
        var gateway = open.gatewayBefore(
                Backend.upstream("echo", echo).access(Access.USER).config());
        var http = gateway.calls();
        assertThat(http.get("/echo").statusCode()).isEqualTo(401);
        assertThat(HttpCalls.json(http.get("/echo")).getString("code")).isEqualTo("UNAUTHENTICATED");
        assertThat(http.send("GET", "/echo", "nonsense", null).statusCode()).isEqualTo(401);
        var expired = gateway.tokens.of(
                TestGateway.ADA, TestGateway.SESSION, Instant.now().minusSeconds(60));
        assertThat(HttpCalls.json(http.send("GET", "/echo", expired, null)).getString("code"))
                .isEqualTo("TOKEN_EXPIRED");
        assertThat(echo.requests).hasValue(0);
        assertThat(http.send("GET", "/echo", gateway.token(), null).statusCode())
                .isEqualTo(200);
        // Without a secret nobody is told who it is.
        assertThat(http.send("GET", "/echo", gateway.token(), null).body()).doesNotContain("parley-identity");
    }

    @Test
    void aPublicUpstreamIsForEverybodyButABadToken() {
        var gateway =
                open.gatewayBefore(Backend.upstream("echo", echo).secret(SECRET).config());
        var http = gateway.calls();
        assertThat(http.get("/echo").body()).startsWith("GET /echo").doesNotContain("parley-identity");
        assertThat(http.send("GET", "/echo", gateway.token(), null).body()).contains("parley-identity: ey");
        assertThat(http.send("GET", "/echo", "nonsense", null).statusCode()).isEqualTo(401);
    }

    @Test
    void anUpstreamThatChecksItselfGetsWhatTheClientWrote() {
        var gateway = open.gatewayBefore(
                Backend.upstream("echo", echo).access(Access.OWN).config());
        assertThat(gateway.calls().send("GET", "/echo", "of-its-own", null).body())
                .contains("\nauthorization: Bearer of-its-own\n");
    }

    @Test
    void theServersHeadersComeOutAndThoseOfItsConnectionDoNot() {
        var backend = Backend.answering(request -> request.response()
                .putHeader("Set-Cookie", SET_COOKIES)
                .putHeader("Content-Security-Policy", "default-src https:")
                .putHeader("X-Content-Type-Options", "theirs")
                .putHeader("Cache-Control", "public")
                .putHeader("Expires", "0")
                .putHeader("Connection", "X-Private")
                .putHeader("X-Private", "1")
                .putHeader("Keep-Alive", "timeout=7")
                .putHeader("X-Request-Id", "theirs")
                .end("fine"));
        open.add(backend);
        var gateway = open.gatewayBefore(Backend.upstream("pages", backend).config());
        var answer = gateway.calls().get("/pages");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("fine");
        assertThat(answer.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly("default-src https:");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("theirs");
        assertThat(answer.headers().allValues("Expires")).containsExactly("0");
        assertThat(answer.headers().allValues("X-Request-Id")).hasSize(1).doesNotContain("theirs");
        assertThat(answer.headers().map()).doesNotContainKeys("x-private", "keep-alive", "referrer-policy");
    }

    @Test
    void whatTheServerDoesNotSayOfContentTypesIsSaidForIt() {
        var gateway = open.gatewayBefore(Backend.upstream("echo", echo).config());
        var answer = gateway.calls().get("/echo");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 301, 304, 404, 418, 500, 503})
    void theServersStatusIsTheAnswers(int status) {
        var backend = Backend.answering(request -> request.response()
                .setStatusCode(status)
                .putHeader("Location", "https://elsewhere.example/")
                .end(status == 204 || status == 304 ? "" : "text"));
        open.add(backend);
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        var text = raw(gateway, "/app", "");
        assertThat(text)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("location: https://elsewhere.example/");
        if (status == 204 || status == 304) {
            // RFC 9112 section 6.1: a 304 may say how its body would have come.
            assertThat(text.contains("transfer-encoding") && status == 204).isFalse();
            assertThat(text).endsWith("\r\n\r\n");
        } else {
            assertThat(text).endsWith("\r\n\r\ntext");
        }
        assertThat(backend.requests).hasValue(1);
    }

    @Test
    void anUpstreamsOriginsAreItsOwnMatter() {
        var gateway = open.gatewayBefore(Backend.upstream("echo", echo).config());
        var answer = gateway.calls()
                .send(gateway.calls().request("POST", "/echo", "{}").header("Origin", "https://elsewhere.example"));
        assertThat(answer.body()).contains("\norigin: https://elsewhere.example\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                "Content-Length: 5, 6\r\n\r\nhello!",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: +5\r\n\r\nhello",
                "Transfer-Encoding: xchunked\r\n\r\n",
                "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "X: 1\n Transfer-Encoding: chunked\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"
            })
    void aRequestThatTwoServersCouldReadDifferentlyReachesNone(String rest) {
        var gateway = open.gatewayBefore(Backend.upstream("echo", echo).config());
        var reply =
                new RawHttp(gateway.port()).exchange("POST /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + rest);
        assertThat(reply.text()).doesNotContain("POST /echo\n").doesNotContain(" 200 ");
    }
}
