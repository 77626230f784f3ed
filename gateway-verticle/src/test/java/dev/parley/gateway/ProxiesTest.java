package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.peer.ForwardedHeader;
import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.LogIn;
import dev.parley.model.failure.Failure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a client is said to be, by proxies and by itself: seen in what auth-verticle is told of a log-in. */
class ProxiesTest {
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1", "10.0.0.0/8");
    private static final String BODY = "{\"email\":\"a@example.org\",\"password\":\"long enough\"}";

    private final Deque<TestGateway> open = new ArrayDeque<>();

    @AfterEach
    void close() {
        open.forEach(TestGateway::close);
    }

    private TestGateway behind(List<String> trusted, ForwardedHeader header, boolean proxyProtocol) {
        var gateway =
                TestGateway.listening(new TransportConfig(null, new ProxyConfig(trusted, header, proxyProtocol), null));
        gateway.verticles.refuse(AuthAddresses.LOG_IN, Failure.unauthenticated());
        open.add(gateway);
        return gateway;
    }

    /** What a log-in with {@code headers}, lines each ended, is said to come from. */
    private static String addressOf(TestGateway gateway, String before, String headers) {
        var reply = new RawHttp(gateway.port())
                .exchange(before + "POST /api/v1/auth HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                        + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY);
        assertThat(reply.statusCode()).as(reply.text()).isEqualTo(401);
        return gateway.verticles.lastAsked(LogIn.class).address();
    }

    @Test
    void nobodyIsBelievedByDefault() {
        var gateway = behind(List.of(), ForwardedHeader.X_FORWARDED, false);
        assertThat(addressOf(gateway, "", "X-Forwarded-For: 203.0.113.9\r\nForwarded: for=203.0.113.9\r\n"))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void nobodyIsBelievedFromAnAddressThatIsNotTrusted() {
        var gateway = behind(List.of("10.0.0.0/8"), ForwardedHeader.X_FORWARDED, false);
        assertThat(addressOf(gateway, "", "X-Forwarded-For: 203.0.113.9\r\n")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9                       | 203.0.113.9",
                "6.6.6.6, 203.0.113.9              | 203.0.113.9",
                "6.6.6.6, 203.0.113.9, 10.1.1.1    | 203.0.113.9",
                "10.2.2.2, 10.1.1.1                | 10.2.2.2",
                "203.0.113.9:4711                  | 203.0.113.9",
                "[2001:db8::1]:443                 | 2001:db8:0:0:0:0:0:1",
                "2001:db8::1                       | 2001:db8:0:0:0:0:0:1",
                "6.6.6.6, unknown                  | 127.0.0.1",
                "6.6.6.6, evil.example, 10.1.1.1   | 10.1.1.1",
                "6.6.6.6,                          | 127.0.0.1"
            })
    void aTrustedProxyIsBelievedAndWhatTheClientClaimedBeforeIsNot(String header, String address) {
        var gateway = behind(LOOPBACK, ForwardedHeader.X_FORWARDED, false);
        assertThat(addressOf(gateway, "", "X-Forwarded-For: " + header + "\r\n"))
                .isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.9                               | 203.0.113.9",
                "For=\"[2001:db8::1]:4711\";proto=https         | 2001:db8:0:0:0:0:0:1",
                "for=6.6.6.6, for=203.0.113.9;by=10.0.0.1      | 203.0.113.9",
                "for=6.6.6.6, for=203.0.113.9, for=10.0.0.2    | 203.0.113.9",
                "for=6.6.6.6, for=_hidden                      | 127.0.0.1",
                "for=6.6.6.6, for=\"unclosed                    | 127.0.0.1",
                "for=6.6.6.6;;, for=\"a,for=7.7.7.7\"            | 127.0.0.1"
            })
    void theStandardHeaderIsReadIfItIsTheOneConfigured(String header, String address) {
        var gateway = behind(LOOPBACK, ForwardedHeader.FORWARDED, false);
        assertThat(addressOf(gateway, "", "X-Forwarded-For: 6.6.6.6\r\nForwarded: " + header + "\r\n"))
                .isEqualTo(address);
    }

    /** A proxy that writes the one commonly passes on what the client wrote in the other. */
    @Test
    void theOtherHeaderIsNotRead() {
        var gateway = behind(LOOPBACK, ForwardedHeader.X_FORWARDED, false);
        assertThat(addressOf(gateway, "", "Forwarded: for=6.6.6.6\r\n")).isEqualTo("127.0.0.1");
    }

    @Test
    void schemeAndHostOfTheClientCountForOriginsAndHeaders() {
        var gateway = behind(LOOPBACK, ForwardedHeader.X_FORWARDED, false);
        var forwarded = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: chat.test\r\n";

        assertThat(origin(gateway, forwarded, "https://chat.test")).isEqualTo(200);
        assertThat(origin(gateway, forwarded, "http://chat.test")).isEqualTo(403);
        assertThat(origin(gateway, forwarded, "https://localhost")).isEqualTo(403);
        assertThat(page(gateway, forwarded)).contains("connect-src 'self' wss:;");
        assertThat(page(gateway, "")).contains("connect-src 'self' ws: wss:;");
    }

    private static int origin(TestGateway gateway, String headers, String origin) {
        return new RawHttp(gateway.port())
                .exchange("GET /door/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "Origin: "
                        + origin + "\r\n\r\n")
                .statusCode();
    }

    private static String page(TestGateway gateway, String headers) {
        return new RawHttp(gateway.port())
                .exchange("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n")
                .text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PROXY TCP4 203.0.113.9 127.0.0.1 4711 443   | 203.0.113.9",
                "PROXY TCP6 2001:db8::1 ::1 4711 443         | 2001:db8:0:0:0:0:0:1",
                "PROXY UNKNOWN                               | 127.0.0.1"
            })
    void theProxyProtocolTellsTheAddress(String line, String address) {
        var gateway = behind(LOOPBACK, ForwardedHeader.X_FORWARDED, true);
        assertThat(addressOf(gateway, line + "\r\n", "")).isEqualTo(address);
        // Of somebody who is not trusted, and says so through a proxy that is.
        assertThat(addressOf(gateway, line + "\r\n", "X-Forwarded-For: 127.0.0.1\r\n"))
                .isEqualTo(address);
    }

    @Test
    void theProxyProtocolIsForTrustedProxiesAlone() {
        var gateway = behind(List.of("10.0.0.0/8"), ForwardedHeader.X_FORWARDED, true);
        var request = "POST /api/v1/auth HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
        for (var header : List.of("PROXY TCP4 10.0.0.9 127.0.0.1 4711 443\r\n", "PROXY UNKNOWN\r\n")) {
            assertThat(new RawHttp(gateway.port()).exchange(header + request).text())
                    .as(header)
                    .isEmpty();
        }
        assertThat(gateway.verticles.timesAsked(LogIn.class)).isZero();
    }

    @Test
    void withTheProxyProtocolNobodyTalksWithoutItsHeader() {
        var gateway = behind(LOOPBACK, ForwardedHeader.X_FORWARDED, true);
        assertThat(new RawHttp(gateway.port()).get("/health/live").text()).isEmpty();
        assertThat(new RawHttp(gateway.port()).exchange("PROXY nonsense\r\n").text())
                .isEmpty();
    }
}
