package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.limit.AddressLists;
import dev.parley.gateway.limit.GatewayLimits;
import dev.parley.gateway.peer.ForwardedHeader;
import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.tls.KeyStoreFile;
import dev.parley.gateway.tls.RedirectConfig;
import dev.parley.gateway.tls.TlsConfig;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may come, by address. */
class AddressListsTest {
    private static final ProxyConfig PROXIES =
            new ProxyConfig(List.of("127.0.0.0/8"), ForwardedHeader.X_FORWARDED, false);

    private final Deque<TestGateway> open = new ArrayDeque<>();

    @AfterEach
    void close() {
        open.forEach(TestGateway::close);
    }

    private TestGateway start(List<String> allow, List<String> deny, TransportConfig transport) {
        var defaults = GatewayLimits.DEFAULTS;
        var gateway = TestGateway.listening(
                new GatewayLimits(
                        new AddressLists(allow, deny),
                        defaults.heads(),
                        defaults.deadlines(),
                        defaults.caps(),
                        defaults.userRequests()),
                transport);
        open.add(gateway);
        return gateway;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                    | ''            | true",
                "127.0.0.0/8           | ''            | true",
                "10.0.0.0/8,127.0.0.1  | ''            | true",
                "10.0.0.0/8            | ''            | false",
                "''                    | 10.0.0.0/8    | true",
                "''                    | 127.0.0.1     | false",
                "127.0.0.0/8           | 127.0.0.0/30  | false"
            })
    void whoConnectsDirectlyIsLetInOrClosedWithoutAWord(String allow, String deny, boolean letIn) {
        var gateway = start(entries(allow), entries(deny), TransportConfig.PLAIN);

        var answer = new RawHttp(gateway.port()).get("/health/live");

        assertThat(answer.statusCode()).isEqualTo(letIn ? 200 : -1);
        assertThat(answer.text().isEmpty()).isNotEqualTo(letIn);
        assertThat(gateway.refused("allow") + gateway.refused("deny")).isEqualTo(letIn ? 0 : 1);
    }

    private static List<String> entries(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(","));
    }

    @ParameterizedTest
    @CsvSource({"/health/live", "/api/v1/users/me", "/door/x", "/nothing"})
    void clientsOfProxiesAreToldSo(String path) {
        var gateway = start(List.of(), List.of("203.0.113.0/24"), new TransportConfig(null, PROXIES, null));

        var refused = forwarded(gateway.port(), path, "203.0.113.9");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.text()).contains("application/problem+json");
        assertThat(new JsonObject(refused.text().substring(refused.text().indexOf("\r\n\r\n") + 4)).getString("code"))
                .isEqualTo("FORBIDDEN");
        assertThat(forwarded(gateway.port(), path, "198.51.100.1").statusCode()).isNotEqualTo(403);
        assertThat(forwarded(gateway.port(), path, "198.51.100.1, 203.0.113.9").statusCode())
                .isEqualTo(403);
        assertThat(gateway.refused("deny")).isEqualTo(2);
    }

    @Test
    void proxiesOfAllowedClientsNeedNotBeAllowedThemselves() {
        var gateway = start(List.of("198.51.100.0/24"), List.of(), new TransportConfig(null, PROXIES, null));

        assertThat(forwarded(gateway.port(), "/health/live", "198.51.100.1").statusCode())
                .isEqualTo(200);
        assertThat(forwarded(gateway.port(), "/health/live", "203.0.113.9").statusCode())
                .isEqualTo(403);
        assertThat(new RawHttp(gateway.port()).get("/health/live").statusCode())
                .as("its own probes")
                .isEqualTo(403);
        assertThat(gateway.refused("allow")).isEqualTo(2);
    }

    private static RawHttp.Reply forwarded(int port, String path, String addresses) {
        return new RawHttp(port)
                .exchange("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: "
                        + addresses + "\r\n\r\n");
    }

    @Test
    void theProxyProtocolsAddressIsTheConnections() {
        var proxies = new ProxyConfig(List.of("127.0.0.0/8"), ForwardedHeader.X_FORWARDED, true);
        var gateway = start(List.of(), List.of("203.0.113.0/24"), new TransportConfig(null, proxies, null));
        var request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        assertThat(new RawHttp(gateway.port())
                        .exchange("PROXY TCP4 203.0.113.9 127.0.0.1 4711 443\r\n" + request)
                        .text())
                .isEmpty();
        assertThat(new RawHttp(gateway.port())
                        .exchange("PROXY TCP4 198.51.100.1 127.0.0.1 4711 443\r\n" + request)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void plainHttpIsNoWayAround(@TempDir Path folder) throws IOException {
        var password = Files.writeString(folder.resolve("password"), TestCertificate.PASSWORD);
        var keys = new KeyStoreFile(TestCertificate.make(folder).store(), password);
        var tls = new TlsConfig(keys, Duration.ofMinutes(1), Duration.ofDays(1), new RedirectConfig(0, null));
        var gateway = start(List.of(), List.of("203.0.113.0/24"), new TransportConfig(tls, PROXIES, null));

        assertThat(forwarded(gateway.listeners().redirectPort(), "/x", "198.51.100.1")
                        .statusCode())
                .isEqualTo(308);
        assertThat(forwarded(gateway.listeners().redirectPort(), "/x", "203.0.113.9")
                        .statusCode())
                .isEqualTo(403);

        var closed = start(List.of(), List.of("127.0.0.0/8"), new TransportConfig(tls, ProxyConfig.NONE, null));
        assertThat(forwarded(closed.listeners().redirectPort(), "/x", "198.51.100.1")
                        .text())
                .isEmpty();
    }

    @Test
    void badEntriesAreRefusedByTheirKey() {
        assertThatThrownBy(() -> new AddressLists(List.of("10.0.0.0/33"), List.of()))
                .hasMessageStartingWith("gateway.allow: 10.0.0.0/33 is neither");
        assertThatThrownBy(() -> new AddressLists(List.of(), List.of("evil.example")))
                .hasMessageStartingWith("gateway.deny: evil.example is neither");
    }
}
