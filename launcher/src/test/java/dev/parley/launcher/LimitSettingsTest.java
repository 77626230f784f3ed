package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.limit.AddressLists;
import dev.parley.gateway.limit.GatewayLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitSettingsTest {
    private static GatewayLimits read(Map<String, String> overrides) {
        return LimitSettings.read(Settings.load(null, Map.of(), overrides));
    }

    @Test
    void defaultsAreTheGateways() {
        assertThat(read(Map.of())).isEqualTo(GatewayLimits.DEFAULTS);
    }

    @Test
    void addressesAreListed() {
        assertThat(read(Map.of("gateway.allow", "10.0.0.0/8, ::1", "gateway.deny", "10.0.0.9"))
                        .addresses())
                .isEqualTo(new AddressLists(List.of("10.0.0.0/8", "::1"), List.of("10.0.0.9")));
    }

    @Test
    void badValuesAreRefusedByTheirKeys() {
        assertThatThrownBy(() -> read(Map.of("gateway.deny", "lb.test")))
                .hasMessageStartingWith("gateway.deny: lb.test");
        assertThatThrownBy(() -> read(Map.of("gateway.limits.url", "1 B")))
                .hasMessageStartingWith("gateway.limits.url:");
        assertThatThrownBy(() -> read(Map.of("gateway.limits.keepAlive", "0 seconds")))
                .hasMessageStartingWith("gateway.limits.keepAlive:");
    }
}
