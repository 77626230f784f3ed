package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.tls.KeyStoreFile;
import dev.parley.gateway.tls.RedirectConfig;
import dev.parley.gateway.tls.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What plain http is answered with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedirectTest {
    private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";

    private Path folder;
    private TestGateway gateway;
    private TestGateway named;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        var challenges = Files.createDirectories(folder.resolve("webroot/.well-known/acme-challenge"));
        Files.writeString(challenges.resolve(TOKEN), TOKEN + ".thumbprint");
        Files.writeString(folder.resolve("webroot/secret-outside-of-the-folder"), "secret");
        Files.writeString(challenges.resolve("README-of-the-challenges.txt"), "secret");
        Files.createDirectory(challenges.resolve("a-folder-in-the-challenges"));
        Files.createSymbolicLink(
                challenges.resolve("a-link-out-of-the-challenges"),
                folder.resolve("webroot/secret-outside-of-the-folder"));
        gateway = TestGateway.listening(transport(null));
        named = TestGateway.listening(transport("https://chat.example.org"));
    }

    private TransportConfig transport(@Nullable String publicUrl) throws IOException {
        var password = Files.writeString(folder.resolve("password"), TestCertificate.PASSWORD);
        var keys = new KeyStoreFile(TestCertificate.make(folder).store(), password);
        var redirect = new RedirectConfig(0, folder.resolve("webroot"));
        return new TransportConfig(
                new TlsConfig(keys, Duration.ofMinutes(1), Duration.ofDays(180), redirect),
                ProxyConfig.NONE,
                publicUrl);
    }

    @AfterAll
    void close() {
        gateway.close();
        named.close();
    }

    private static RawHttp.Reply ask(TestGateway gateway, String method, String target, String host) {
        return new RawHttp(gateway.listeners().redirectPort())
                .exchange(method + " " + target + " HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
    }

    private static String location(RawHttp.Reply reply) {
        return reply.text()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("location: "))
                .map(line -> line.substring("location: ".length()))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
    void everythingIsSentToTheSamePlaceOverHttps(String method) {
        var reply = ask(gateway, method, "/api/v1/rooms?limit=5&a=%2F..", "Host: localhost:80\r\n");
        assertThat(reply.statusCode()).isEqualTo(308);
        assertThat(location(reply)).isEqualTo("https://localhost:" + gateway.port() + "/api/v1/rooms?limit=5&a=%2F..");
        assertThat(reply.text()).doesNotContainIgnoringCase("strict-transport-security");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost",
        "LocalHost:8080, LocalHost",
        "127.0.0.1, 127.0.0.1",
        "[::1]:80, [::1]",
        "a.wild.example, a.wild.example"
    })
    void hostsThatTheCertificateIsForAreTaken(String host, String there) {
        assertThat(location(ask(gateway, "GET", "/", "Host: " + host + "\r\n")))
                .isEqualTo("https://" + there + ":" + gateway.port() + "/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "evil.example#localhost",
                "localhost@evil.example",
                "a.b.wild.example",
                "wild.example",
                "127.0.0.2",
                "localhost:80@evil.example",
                "localhost/evil",
                "localhost\\evil.example",
                ""
            })
    void nobodyIsSentAnywhereElse(String host) {
        var reply = ask(gateway, "GET", "/x", "Host: " + host + "\r\n");
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(location(reply)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example/x", "*", "evil.example"})
    void onlyAPathIsATarget(String target) {
        assertThat(ask(gateway, "GET", target, "Host: localhost\r\n").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatLooksLikeAHostInThePathStaysInThePath() {
        assertThat(location(ask(gateway, "GET", "//evil.example/x", "Host: localhost\r\n")))
                .isEqualTo("https://localhost:" + gateway.port() + "//evil.example/x");
    }

    @Test
    void theConfiguredNameWinsOverWhateverWasAskedFor() {
        assertThat(location(ask(named, "GET", "/x", "Host: evil.example\r\n"))).isEqualTo("https://chat.example.org/x");
    }

    @Test
    void anAuthoritysChallengesAreAnswered() {
        for (var host : List.of("localhost", "anything.example")) {
            var reply = ask(gateway, "GET", "/.well-known/acme-challenge/" + TOKEN, "Host: " + host + "\r\n");
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.text()).endsWith("\r\n\r\n" + TOKEN + ".thumbprint");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../secret-outside-of-the-folder",
                "../../secret-outside-of-the-folder",
                "..%2f..%2fsecret-outside-of-the-folder",
                "%2e%2e/%2e%2e/secret-outside-of-the-folder",
                "..\\..\\secret-outside-of-the-folder",
                "..;/..;/secret-outside-of-the-folder",
                "....//....//secret-outside-of-the-folder",
                "%252e%252e%252fsecret-outside-of-the-folder",
                "/etc/passwd",
                "//etc/passwd",
                "README-of-the-challenges.txt",
                "a-folder-in-the-challenges",
                "a-link-out-of-the-challenges",
                "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA/",
                "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA%00.txt",
                "there-is-no-such-challenge-here"
            })
    void nothingButChallengesIsServed(String name) {
        var reply = ask(gateway, "GET", "/.well-known/acme-challenge/" + name, "Host: localhost\r\n");
        assertThat(reply.statusCode()).as(reply.text()).isEqualTo(404);
        assertThat(reply.text()).doesNotContain("secret").doesNotContain("root:");
    }

    @Test
    void challengesAreReadNotWritten() {
        assertThat(ask(gateway, "PUT", "/.well-known/acme-challenge/" + TOKEN, "Host: localhost\r\n")
                        .statusCode())
                .isEqualTo(404);
    }
}
