package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.broker.BrokerConfig;
import dev.parley.gateway.http.HttpLimits;
import dev.parley.gateway.limit.GatewayLimits;
import dev.parley.gateway.realtime.RealtimeLimits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
    private static GatewayConfig config(String nodeId, String host, int port, List<String> origins, Set<String> roles) {
        return new GatewayConfig(
                nodeId,
                host,
                port,
                origins,
                roles,
                Duration.ofMinutes(15),
                Duration.ofSeconds(3),
                TransportConfig.PLAIN,
                GatewayLimits.DEFAULTS,
                HttpLimits.DEFAULTS,
                RealtimeLimits.DEFAULTS,
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
}
