package dev.parley.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.broker.BrokerConfig;
import dev.parley.postgres.PostgresConfig;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NotificationConfigTest {
    private static final String SECRET = UUID.randomUUID().toString();
    private static final PostgresConfig POSTGRES = new PostgresConfig("localhost", 5432, "parley", "parley", SECRET, 4);
    private static final BrokerConfig BROKER = new BrokerConfig("localhost", 5672, "parley", SECRET, "/", 8);
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void whatIsOutOfRangeIsRefusedByName() {
        assertThatThrownBy(() -> new NotificationConfig(POSTGRES, BROKER, 0, MONTH, 64, null, null, null))
                .hasMessage("notification.keepPerUser: 0 is outside 1–100000");
        assertThatThrownBy(
                        () -> new NotificationConfig(POSTGRES, BROKER, 1, Duration.ofMinutes(59), 64, null, null, null))
                .hasMessageContaining("notification.keepFor");
        assertThatThrownBy(() -> new NotificationConfig(POSTGRES, BROKER, 1, MONTH, 1_001, null, null, null))
                .hasMessageContaining("notification.prefetch");
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(NotificationConfig.withDefaults(POSTGRES, BROKER).toString()).doesNotContain(SECRET);
    }
}
