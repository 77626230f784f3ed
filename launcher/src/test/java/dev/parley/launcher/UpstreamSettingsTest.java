package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.upstream.Access;
import dev.parley.gateway.upstream.HealthCheck;
import dev.parley.gateway.upstream.ServerAddress;
import dev.parley.gateway.upstream.UpstreamConfig;
import dev.parley.gateway.upstream.UpstreamLimits;
import dev.parley.gateway.upstream.UpstreamRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamSettingsTest {
    private static List<UpstreamConfig> read(String list) {
        return UpstreamSettings.read(Settings.load(null, Map.of(), Map.of("gateway.upstreams", list)));
    }

    @Test
    void whatIsNotSaidIsTheDefault() {
        var read = read("[{ name = app, path = /app, addresses = \"http://10.0.0.5\" }]");
        assertThat(read)
                .containsExactly(new UpstreamConfig(
                        "app",
                        new UpstreamRoute("", "/app", false),
                        true,
                        List.of(new ServerAddress("10.0.0.5", 80, false)),
                        null,
                        Access.PUBLIC,
                        null,
                        UpstreamLimits.DEFAULTS,
                        HealthCheck.PASSIVE));
    }

    @Test
    void everythingMayBeSaid(@TempDir Path folder) throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef0123456789abcdef\n");
        var one = read("[{ name = app, host = App.Example.org, path = /a/b, stripPath = true, keepHost = false,"
                        + " addresses = \"https://one:8443, http://[::1]:81\", access = user, secretFile = \"" + secret
                        + "\", connectTimeout = 1 second, timeout = 10 seconds, retries = 0, requests = 7, body = 1 KiB,"
                        + " health { path = /h, interval = 1 second, timeout = 500 ms, unhealthyAfter = 3, healthyAfter = 1 } }]")
                .get(0);
        assertThat(one.route()).isEqualTo(new UpstreamRoute("app.example.org", "/a/b", true));
        assertThat(one.addresses())
                .containsExactly(new ServerAddress("one", 8443, true), new ServerAddress("::1", 81, false));
        assertThat(one.access()).isEqualTo(Access.USER);
        assertThat(one.secret()).isNotNull();
        assertThat(one.toString()).contains("secret=[redacted]").doesNotContain("0123456789abcdef");
        assertThat(one.limits().requests()).isEqualTo(7);
        assertThat(one.limits().bodyBytes()).isEqualTo(1024);
        assertThat(one.health().unhealthyAfter()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "path = /a, addresses = \"http://h\"                              | name: must be set",
                "name = A, path = /a, addresses = \"http://h\"                    | name: 'A' is not 1–32",
                "name = a, addresses = \"http://h\"                               | path: is empty, and so is host",
                "name = a, path = a, addresses = \"http://h\"                     | path: a is no path",
                "name = a, path = /a/, addresses = \"http://h\"                   | path: /a/ is no path",
                "name = a, path = /a/../b, addresses = \"http://h\"               | path: /a/../b is no path",
                "name = a, path = \"/a%2f\", addresses = \"http://h\"             | path: /a%2f is no path",
                "name = a, host = \"a b\", addresses = \"http://h\"               | host: a b is no host",
                "name = a, path = /a                                             | addresses: is empty",
                "name = a, path = /a, addresses = \"h:80\"                        | addresses: h:80 is no address",
                "name = a, path = /a, addresses = \"ftp://h\"                     | addresses: ftp://h is no address",
                "name = a, path = /a, addresses = \"http://h/x\"                  | addresses: http://h/x is no address",
                "name = a, path = /a, addresses = \"http://h,http://h:80\"        | addresses: names one twice",
                "name = a, path = /a, addresses = \"http://h\", access = some     | access: 'some' is none of public, user, own",
                "name = a, path = /a, addresses = \"http://h\", secretFile = no   | secretFile: no cannot be read",
                "name = a, path = /a, addresses = \"http://h\", caFile = no       | caFile: no cannot be read",
                "name = a, path = /a, addresses = \"http://h\", retries = 11      | retries: 11 is outside 0–10",
                "name = a, path = /a, addresses = \"http://h\", health.path = h   | health.path: h is no path"
            })
    void whatCannotBeIsRefusedByItsFullName(String fields, String problem) {
        assertThatThrownBy(() -> read("[{ " + fields + " }]"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("gateway.upstreams[0]." + problem);
    }

    @Test
    void aShortSecretAndAnAuthorityThatIsNoneAreRefused(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("file"), "0123456789abcdef0123456789abcde\n");
        var start = "[{ name = a, path = /a, addresses = \"https://h\", ";
        assertThatThrownBy(() -> read(start + "secretFile = \"" + file + "\" }]"))
                .hasMessage("gateway.upstreams[0].secretFile: has 31 bytes, but a secret has at least 32");
        assertThatThrownBy(() -> read(start + "caFile = \"" + file + "\" }]"))
                .hasMessageStartingWith("gateway.upstreams[0].caFile: ")
                .hasMessageEndingWith("cannot be read as PEM certificates");
        var good = Files.writeString(folder.resolve("good"), "0123456789abcdef0123456789abcdef");
        assertThatThrownBy(() -> read(start + "access = own, secretFile = \"" + good + "\" }]"))
                .hasMessageStartingWith("gateway.upstreams[0].secretFile: signs who asks");
    }
}
