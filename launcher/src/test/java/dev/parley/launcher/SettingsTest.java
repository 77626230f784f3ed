package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    @Test
    void aListOfObjectsComesFromAFileEachWithTheDefaults(@TempDir Path folder) throws IOException {
        var file = Files.writeString(
                folder.resolve("parley.conf"),
                "gateway.upstreams = [{ name = a, health { path = /h } }, { name = b, retries = 0 }]\n"
                        + "gateway.upstream.retries = 5");
        var list = Settings.load(file, Map.of(), Map.of()).objects("gateway.upstreams", "gateway.upstream");
        assertThat(list).hasSize(2);
        assertThat(list.get(0).text("name")).isEqualTo("a");
        assertThat(list.get(0).text("health.path")).isEqualTo("/h");
        assertThat(list.get(0).integer("health.healthyAfter", 1, 9)).isEqualTo(2);
        assertThat(list.get(0).integer("retries", 0, 9)).isEqualTo(5);
        assertThat(list.get(1).integer("retries", 0, 9)).isZero();
    }

    @Test
    void aListOfObjectsMayBeTextOfTheEnvironmentOrTheCommandLine() {
        var text = "[{ name = a, path = /a }, { name = b }]";
        for (var settings : List.of(
                Settings.load(null, Map.of("PARLEY_GATEWAY_UPSTREAMS", text), Map.of()),
                Settings.load(null, Map.of(), Map.of("gateway.upstreams", text)))) {
            var list = settings.objects("gateway.upstreams", "gateway.upstream");
            assertThat(list).extracting(one -> one.text("name")).containsExactly("a", "b");
            assertThat(list.get(0).text("path")).isEqualTo("/a");
        }
        assertThat(Settings.load(null, Map.of(), Map.of()).objects("gateway.upstreams", "gateway.upstream"))
                .isEmpty();
    }

    @Test
    void whatIsWrongInAListIsRefusedByItsFullName() {
        assertThatThrownBy(() -> upstreams("[{ name = a }, { nmae = b }]"))
                .hasMessage("gateway.upstreams[1].nmae: no such key; docs/configuration.md lists them all");
        assertThatThrownBy(() -> upstreams("[{ health { pth = / } }]"))
                .hasMessageStartingWith("gateway.upstreams[0].health.pth: no such key");
        assertThatThrownBy(() -> upstreams("[{ name = ").size())
                .hasMessageStartingWith("gateway.upstreams: not understood");
        assertThatThrownBy(() -> upstreams("nothing").size())
                .hasMessageStartingWith("gateway.upstreams: not understood");
        var one = upstreams("[{ retries = 70 }]").get(0);
        assertThatThrownBy(() -> one.integer("retries", 0, 10))
                .hasMessage("gateway.upstreams[0].retries: 70 is outside 0–10");
        assertThatThrownBy(() -> one.required("name")).hasMessage("gateway.upstreams[0].name: must be set");
    }

    private static List<Settings> upstreams(String text) {
        return with("gateway.upstreams", text).objects("gateway.upstreams", "gateway.upstream");
    }

    private static Settings with(String key, String value) {
        return Settings.load(null, Map.of(), Map.of(key, value));
    }
}
