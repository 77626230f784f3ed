package dev.parley.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.peer.ForwardedHeader;
import dev.parley.gateway.tls.PemFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts/tls makes is what the launcher takes; what does not go together is refused by its key. */
class TlsScriptTest {
    @TempDir
    Path folder;

    private static ParleyConfig config(Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("node.roles", "gateway");
        return ParleyConfig.from(Settings.load(null, Map.of(), all));
    }

    private X509Certificate read(String file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(folder.resolve(file))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void theCertificateIsMadeOnceForTheNamesGivenAndTaken() throws Exception {
        var made = Script.run("scripts/tls", "--dir", folder.toString(), "--host", "chat.test", "--host", "10.1.2.3");
        assertThat(made.status()).as(made.output()).isZero();
        assertThat(made.output()).contains("scripts/start --port 8443");
        var certificate = read("certificate.pem");
        certificate.verify(read("authority.pem").getPublicKey());
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> name.get(1))
                .isEqualTo(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "chat.test", "10.1.2.3"));
        for (var file : List.of("authority-key.pem", "key.pem", "certificate.pem")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }

        var tls = Objects.requireNonNull(config(Map.of(
                        "gateway.tls.certificateFile", path("certificate.pem"), "gateway.tls.keyFile", path("key.pem")))
                .gateway()
                .transport()
                .tls());
        assertThat(tls.keys()).isEqualTo(new PemFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem")));
        assertThat(tls.hsts()).isEqualTo(Duration.ofDays(180));
        assertThat(tls.redirect()).isNull();
    }

    @Test
    void whatIsThereIsMadeAnewOnlyIfForced() throws Exception {
        var first = Script.run("scripts/tls", "--dir", folder.toString());
        assertThat(first.status()).as(first.output()).isZero();
        var certificate = read("certificate.pem");
        var authority = read("authority.pem");

        var refused = Script.run("scripts/tls", "--dir", folder.toString());
        assertThat(refused.status()).isNotZero();
        assertThat(refused.output()).contains("is there already: use it, or make it anew with --force");
        assertThat(read("certificate.pem")).isEqualTo(certificate);

        var forced = Script.run("scripts/tls", "--dir", folder.toString(), "--force");
        assertThat(forced.status()).as(forced.output()).isZero();
        assertThat(read("certificate.pem")).isNotEqualTo(certificate);
        assertThat(read("authority.pem")).isEqualTo(authority);
    }

    @Test
    void withoutAnythingGivenThereIsNoTlsAndNobodyIsBelieved() {
        var transport = config(Map.of()).gateway().transport();
        assertThat(transport.tls()).isNull();
        assertThat(transport.publicUrl()).isNull();
        assertThat(transport.proxies().trusted()).isEmpty();
        assertThat(transport.proxies().header()).isEqualTo(ForwardedHeader.X_FORWARDED);
        assertThat(transport.proxies().proxyProtocol()).isFalse();
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedByItsKey() throws IOException {
        Files.writeString(folder.resolve("a"), "");
        var file = path("a");
        refused(
                Map.of("gateway.tls.redirectPort", "80"),
                "gateway.tls.redirectPort: needs gateway.tls.certificateFile");
        refused(
                Map.of("gateway.tls.challengeDirectory", folder.toString()),
                "gateway.tls.challengeDirectory: needs gateway.tls.certificateFile");
        refused(Map.of("gateway.tls.keyFile", file), "gateway.tls.keyFile: needs gateway.tls.certificateFile");
        refused(Map.of("gateway.tls.certificateFile", file), "gateway.tls.keyFile: must be set");
        refused(Map.of("gateway.tls.certificateFile", path("none")), "gateway.tls.certificateFile: " + path("none"));
        refused(Map.of("gateway.tls.keyStoreFile", file), "gateway.tls.passwordFile: must be set");
        refused(
                Map.of("gateway.tls.keyStoreFile", file, "gateway.tls.certificateFile", file),
                "gateway.tls.keyStoreFile: is given beside");
        var pem = Map.of("gateway.tls.keyFile", file, "gateway.tls.certificateFile", file);
        refused(and(pem, "gateway.tls.challengeDirectory", folder.toString()), "gateway.tls.challengeDirectory: needs");
        refused(and(pem, "gateway.tls.redirectPort", "70000"), "gateway.tls.redirectPort: 70000 is outside 0–65535");
        refused(and(pem, "gateway.publicUrl", "http://chat.test"), "gateway.publicUrl: http://chat.test is not https");
        refused(Map.of("gateway.publicUrl", "chat.test"), "gateway.publicUrl: chat.test is not an origin");
        refused(Map.of("gateway.proxyProtocol", "true"), "gateway.proxyProtocol: needs gateway.trustedProxies");
        refused(Map.of("gateway.trustedProxies", "lb.test"), "gateway.trustedProxies: lb.test is neither");
        refused(Map.of("gateway.forwardedHeader", "x"), "gateway.forwardedHeader: 'x' is none of");
    }

    private static Map<String, String> and(Map<String, String> settings, String key, String value) {
        var more = new HashMap<>(settings);
        more.put(key, value);
        return more;
    }

    private static void refused(Map<String, String> settings, String why) {
        assertThatThrownBy(() -> config(settings)).hasMessageContaining(why);
    }

    private String path(String file) {
        return folder.resolve(file).toString();
    }
}
