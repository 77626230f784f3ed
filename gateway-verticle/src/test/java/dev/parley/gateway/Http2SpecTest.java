package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.tls.PemFiles;
import dev.parley.gateway.tls.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** h2spec, which checks HTTP/2 and HPACK, against the gateway over TLS: every case, none left out. */
class Http2SpecTest {
    private static final Duration DONE_WITHIN = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    @Test
    void noCaseFails() throws Exception {
        var program = unpack();
        var certificate = TestCertificate.make(folder);
        var files = new PemFiles(
                Files.writeString(folder.resolve("c.pem"), certificate.certificatePem()),
                Files.writeString(folder.resolve("k.pem"), certificate.keyPem()));
        var transport = new TransportConfig(
                new TlsConfig(files, Duration.ofMinutes(1), Duration.ZERO, null), ProxyConfig.NONE, null);
        try (var gateway = TestGateway.listening(transport)) {
            var said = run(List.of(
                    program.toString(),
                    "--tls",
                    "--insecure",
                    "--port",
                    Integer.toString(gateway.port()),
                    "--path",
                    "/health/live",
                    "--timeout",
                    "5"));
            System.out.println(
                    "h2spec: " + said.lines().reduce((first, last) -> last).orElse("nothing"));
            assertThat(said).contains(" 0 failed").doesNotContain(" 0 passed");
        }
    }

    /** From the jar of its Maven plugin, which has it for these systems. */
    private Path unpack() throws Exception {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var kind = system.contains("linux") ? "linux" : system.contains("mac") ? "darwin" : "none";
        assumeThat(kind).as("h2spec is made for Linux and macOS").isNotEqualTo("none");
        assumeThat(System.getProperty("os.arch")).as("and for x86").isIn("amd64", "x86_64");
        var archive = folder.resolve("h2spec.tar.gz");
        try (var packed = Http2SpecTest.class.getResourceAsStream("/h2spec/2.2.0/h2spec_" + kind + "_amd64.tar.gz")) {
            assertThat(packed).isNotNull();
            Files.copy(packed, archive);
        }
        assertThat(run(List.of("tar", "-xzf", archive.toString(), "-C", folder.toString())))
                .isEmpty();
        return folder.resolve("h2spec");
    }

    /** Runs a program to its end; what it printed. */
    private String run(List<String> command) throws IOException, InterruptedException {
        var log = Files.createTempFile(folder, "said", ".log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(DONE_WITHIN.toSeconds(), TimeUnit.SECONDS))
                    .as("%s", command)
                    .isTrue();
            return Files.readString(log);
        } finally {
            process.destroyForcibly();
        }
    }
}
