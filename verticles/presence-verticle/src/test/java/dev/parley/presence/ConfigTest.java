package dev.parley.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfigTest {
    private static final RedisConfig REDIS = new RedisConfig("localhost", 6379, null, 0);

    @Test
    void whatIsOutOfRangeIsRefusedByName() {
        assertThatThrownBy(() -> new RedisConfig("localhost", 70_000, null, 0))
                .hasMessage("redis.port: 70000 is outside 1–65535");
        assertThatThrownBy(() -> new RedisConfig(" ", 1, null, 0)).hasMessageContaining("redis.host");
        assertThatThrownBy(() -> new RedisConfig("localhost", 1, null, 16)).hasMessageContaining("redis.database");
        var second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new PresenceConfig(REDIS, second, second, second))
                .hasMessageContaining("presence.lease");
        assertThatThrownBy(() -> new PresenceConfig(REDIS, Duration.ofSeconds(15), second.negated(), second))
                .hasMessageContaining("presence.grace");
        assertThatThrownBy(() -> new PresenceConfig(REDIS, Duration.ofSeconds(15), second, Duration.ZERO))
                .hasMessageContaining("presence.sweep");
    }

    @Test
    void thePasswordIsNotPrinted() {
        var password = UUID.randomUUID().toString();
        var config = PresenceConfig.withDefaults(new RedisConfig("localhost", 6379, password, 0));
        assertThat(config.toString()).doesNotContain(password).contains("[redacted]");
    }
}
