package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @Test
    void theCommandLineBeatsTheEnvironmentBeatsTheFileBeatsTheDefault(@TempDir Path folder) throws IOException {
        var file = Files.writeString(
                folder.resolve("parley.conf"), "gateway.port = 1\ngateway.host = file\nredis.port = 1");
        var settings = Settings.load(
                file,
                Map.of("PARLEY_GATEWAY_PORT", "2", "PARLEY_GATEWAY_HOST", "environment"),
                Map.of("gateway.port", "3"));
        assertThat(settings.integer("gateway.port", 0, 9)).isEqualTo(3);
        assertThat(settings.text("gateway.host")).isEqualTo("environment");
        assertThat(settings.integer("redis.port", 0, 9)).isEqualTo(1);
        assertThat(settings.text("postgres.database")).isEqualTo("parley");
    }

    @Test
    void anEnvironmentNameIsTheKeyInCapitals() {
        assertThat(Settings.environmentName("gateway.limits.requestsPerSecond"))
                .isEqualTo("PARLEY_GATEWAY_LIMITS_REQUESTS_PER_SECOND");
    }

    @Test
    void whatIsOutOfRangeIsRefusedByName() {
        var settings = with("gateway.port", "70000");
        assertThatThrownBy(() -> settings.integer("gateway.port", 0, 65_535))
                .hasMessage("gateway.port: 70000 is outside 0–65535");
    }

    @Test
    void whatIsNoNumberIsRefusedByName() {
        var settings = with("gateway.port", "many");
        assertThatThrownBy(() -> settings.integer("gateway.port", 0, 65_535))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("gateway.port: not understood");
    }

    @Test
    void aKeyThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> with("gateway.prot", "1"))
                .hasMessage("gateway.prot: no such key; docs/configuration.md lists them all");
    }

    @Test
    void whatHasNoDefaultMustBeGiven() {
        var settings = Settings.load(null, Map.of(), Map.of());
        assertThatThrownBy(() -> settings.required("auth.keyId"))
                .hasMessage("auth.keyId: must be set (PARLEY_AUTH_KEY_ID or --config)");
    }

    @Test
    void durationsAndSizesAreWrittenAsPeopleWriteThem() {
        var settings = with("gateway.limits.frame", "2 KiB");
        assertThat(settings.bytes("gateway.limits.frame", 1, 4096)).isEqualTo(2048);
        assertThat(settings.duration("auth.accessTokenTtl", Duration.ZERO, Duration.ofHours(1)))
                .isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void rolesAreParsedAndOthersRefused() {
        assertThat(Role.parse("gateway, auth")).containsExactly(Role.AUTH, Role.GATEWAY);
        assertThat(Role.parse("all")).hasSize(7);
        assertThatThrownBy(() -> Role.parse("gateway,nginx")).hasMessageContaining("'nginx' is no role");
    }

    private static Settings with(String key, String value) {
        return Settings.load(null, Map.of(), Map.of(key, value));
    }
}
