package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.broker.BrokerConfig;
import dev.parley.gateway.http.HttpLimits;
import dev.parley.gateway.limit.GatewayLimits;
import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.realtime.RealtimeLimits;
import dev.parley.gateway.upstream.UpstreamConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigTest {
    private static GatewayConfig config(String nodeId, String host, int port, List<String> origins, Set<String> roles) {
        return config(nodeId, host, port, origins, roles, TransportConfig.PLAIN, List.of());
    }

    private static GatewayConfig config(TransportConfig transport, Backend.Described... upstreams) {
        var list = Stream.of(upstreams).map(Backend.Described::config).toList();
        return config("n", "h", 0, List.of(), Set.of(), transport, list);
    }

    private static GatewayConfig config(
            String nodeId,
            String host,
            int port,
            List<String> origins,
            Set<String> roles,
            TransportConfig transport,
            List<UpstreamConfig> upstreams) {
        return new GatewayConfig(
                nodeId,
                host,
                port,
                origins,
                roles,
                Duration.ofMinutes(15),
                Duration.ofSeconds(3),
                transport,
                ContentConfig.DEFAULTS,
                GatewayLimits.DEFAULTS,
                HttpLimits.DEFAULTS,
                RealtimeLimits.DEFAULTS,
                upstreams,
                new BrokerConfig("localhost", 5672, "user", "secret", "/", 8));
    }

    @Test
    void badSettingsAreRefusedByTheirKeys() {
        assertThatThrownBy(() -> config("n", "h", 70_000, List.of(), Set.of()))
                .hasMessage("gateway.port: 70000 is outside 0–65535");
        assertThatThrownBy(() -> config("n", " ", 0, List.of(), Set.of())).hasMessage("gateway.host: is empty");
        assertThatThrownBy(() -> config("a b", "h", 0, List.of(), Set.of())).hasMessageStartingWith("gateway.nodeId:");
        assertThatThrownBy(() -> config("n", "h", 0, List.of("*"), Set.of()))
                .hasMessage("gateway.allowedOrigins: * is not an origin, as https://chat.example.org");
        assertThatThrownBy(() -> config("n", "h", 0, List.of(), Set.of("mail")))
                .hasMessageStartingWith("gateway.expectedRoles:");
        assertThatThrownBy(() -> new HttpLimits(0, 1, 1)).hasMessageStartingWith("gateway.limits.body: 0 is outside");
        assertThatThrownBy(() -> new HttpLimits(1, 1, 0))
                .hasMessage("gateway.limits.requestBurst: 0 is outside 1–1000000");
    }

    @Test
    void itsTextKeepsTheBrokersPassword() {
        assertThat(config("n", "h", 0, List.of(), Set.of()).toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/api", "/api/v1/extra", "/eventbus", "/health", "/health/deep", "/.well-known", "/sdk/x"})
    void nothingForAnyHostStandsBeforeParleysOwn(String path) {
        var own = new TransportConfig(null, ProxyConfig.NONE, "https://chat.example.org");
        for (var host : List.of("", "chat.example.org")) {
            assertThatThrownBy(() -> config(own, Backend.upstream("a", 1).at(host, path)))
                    .as(host)
                    .hasMessageStartingWith("gateway.upstreams[0].path: " + path + " is Parley's own");
        }
        assertThat(config(own, Backend.upstream("a", 1).at("other.example.org", path))
                        .upstreams())
                .hasSize(1);
    }

    /** Whoever adds a file to the web client or a path to the API adds it to what upstreams cannot have. */
    @Test
    void everythingOfParleysIsKnownToBe() throws IOException {
        try (var files = Files.list(Path.of("..", "clients", "web"));
                var gateway = TestGateway.listening()) {
            var notServed = Set.of("test", "package.json", "node_modules");
            var first = Stream.concat(
                            Stream.concat(
                                    files.map(file -> file.getFileName().toString())
                                            .filter(name -> !notServed.contains(name)),
                                    gateway.endpoints().all().stream()
                                            .map(endpoint -> endpoint.path().split("/", -1)[1])),
                            Stream.of("eventbus", "sdk", "webjars"))
                    .distinct()
                    .toList();
            assertThat(first)
                    .hasSizeGreaterThan(10)
                    .allSatisfy(segment -> assertThatThrownBy(() -> config(
                                    TransportConfig.PLAIN,
                                    Backend.upstream("a", 1).at("", "/" + segment)))
                            .hasMessageContaining("is Parley's own"));
        }
    }

    @Test
    void upstreamsDoNotStandInEachOthersWay() {
        var first = Backend.upstream("first", 1).at("", "/a");
        assertThatThrownBy(() -> config(
                        TransportConfig.PLAIN,
                        first,
                        Backend.upstream("second", 1).at("", "/a")))
                .hasMessage("gateway.upstreams[1].path: /a is the route of another one");
        assertThatThrownBy(() -> config(
                        TransportConfig.PLAIN,
                        first,
                        Backend.upstream("first", 1).at("", "/b")))
                .hasMessage("gateway.upstreams[1].name: first is the name of another one");
        assertThat(config(
                                TransportConfig.PLAIN,
                                first,
                                Backend.upstream("second", 1).at("", "/a/b"),
                                Backend.upstream("third", 1).at("h.example.org", "/a"))
                        .upstreams())
                .hasSize(3);
    }

    @Test
    void anUpstreamIsNotWaitedForLongerThanItsClientsMayWait() {
        assertThatThrownBy(() ->
                        config(TransportConfig.PLAIN, Backend.upstream("a", 1).timeout(Duration.ofSeconds(75))))
                .hasMessageStartingWith("gateway.upstreams[0].timeout: PT1M15S is not below PT1M15S");
    }
}
