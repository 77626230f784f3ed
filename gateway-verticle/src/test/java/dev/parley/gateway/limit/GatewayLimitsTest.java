package dev.parley.gateway.limit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatewayLimitsTest {
    private static final Duration FINE = Duration.ofSeconds(1);

    @Test
    void badSettingsAreRefusedByTheirKeys() {
        assertThatThrownBy(() -> new Deadlines(Duration.ZERO, FINE, FINE, FINE))
                .hasMessageStartingWith("gateway.limits.headerDeadline: PT0S is outside");
        assertThatThrownBy(() -> new Deadlines(FINE, Duration.ofDays(1), FINE, FINE))
                .hasMessageStartingWith("gateway.limits.keepAlive: PT24H is outside");
        assertThatThrownBy(() -> new Deadlines(FINE, FINE, Duration.ZERO, FINE))
                .hasMessageStartingWith("gateway.limits.bodyDeadline:");
        assertThatThrownBy(() -> new Deadlines(FINE, FINE, FINE, Duration.ZERO))
                .hasMessageStartingWith("gateway.limits.answerDeadline:");
        assertThatThrownBy(() -> new Caps(0, 1, 1))
                .hasMessage("gateway.limits.httpConnections: 0 is outside 1–1000000");
        assertThatThrownBy(() -> new Caps(1, 0, 1)).hasMessageStartingWith("gateway.limits.requestsInFlight:");
        assertThatThrownBy(() -> new Caps(1, 1, 0)).hasMessageStartingWith("gateway.limits.bodiesInFlight:");
        assertThatThrownBy(() -> new HeadSizes(10, 4096)).hasMessageStartingWith("gateway.limits.url:");
        assertThatThrownBy(() -> new HeadSizes(4096, 10)).hasMessageStartingWith("gateway.limits.headers:");
        assertThatThrownBy(() -> new Rate(0, 1)).hasMessageStartingWith("gateway.limits.userRequestsPerSecond:");
        assertThatThrownBy(() -> new Rate(1, 0)).hasMessageStartingWith("gateway.limits.userRequestBurst:");
    }
}
