package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.tls.PemFiles;
import dev.parley.gateway.tls.TlsConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that use HTTP/2 to have the server work for nothing: their connection ends, the server goes on. */
class Http2FloodTest {
    private static final int ENHANCE_YOUR_CALM = 11;

    /** RFC 7541 section 6.1: index 62. */
    private static final int FIRST_OF_THE_DYNAMIC_TABLE = 0x80 | 62;

    /** Far more than any browser resets, and more than is allowed. */
    private static final int STREAMS = 5_000;

    @TempDir
    Path folder;

    private TestCertificate certificate;
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        certificate = TestCertificate.make(folder);
        var files = new PemFiles(
                Files.writeString(folder.resolve("c.pem"), certificate.certificatePem()),
                Files.writeString(folder.resolve("k.pem"), certificate.keyPem()));
        gateway = TestGateway.listening(new TransportConfig(
                new TlsConfig(files, Duration.ofMinutes(1), Duration.ZERO, null), ProxyConfig.NONE, null));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void streamsResetAtOnceEndTheirConnectionAndNothingElse() throws Exception {
        try (var connection = new RawHttp2(certificate, gateway.port())) {
            int opened = 0;
            try {
                for (; opened < STREAMS; opened++) {
                    int stream = 2 * opened + 1;
                    connection.send(RawHttp2.HEADERS, RawHttp2.END_STREAM_AND_HEADERS, stream, RawHttp2.get());
                    connection.send(RawHttp2.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}); // CANCEL
                }
            } catch (SocketException | SSLException closed) {
                assertThat(opened).isPositive();
            }
            assertThat(connection.goAway()).isIn(ENHANCE_YOUR_CALM, -1);
        }
        livesOn();
    }

    /** A head that never ends (CVE-2024-27316 and its kin). */
    @Test
    void headThatNeverEndsEndsItsConnectionAndNothingElse() throws Exception {
        try (var connection = new RawHttp2(certificate, gateway.port())) {
            int sent = 0;
            try {
                connection.send(RawHttp2.HEADERS, 0, 1, RawHttp2.get());
                for (; sent < STREAMS; sent++) {
                    connection.send(RawHttp2.CONTINUATION, 0, 1, RawHttp2.newHeader("x-" + sent, "v".repeat(100)));
                }
            } catch (SocketException | SSLException closed) {
                assertThat(sent).isPositive();
            }
            assertThat(connection.goAway()).isIn(ENHANCE_YOUR_CALM, -1);
        }
        livesOn();
    }

    /** One long header that is named again and again by a byte each: 8 MiB of head in 2 KiB. */
    @Test
    void headThatUnpacksToMuchIsRefused() throws Exception {
        try (var connection = new RawHttp2(certificate, gateway.port())) {
            var block = new ByteArrayOutputStream();
            block.writeBytes(RawHttp2.get());
            block.writeBytes(RawHttp2.newHeader("x-long", "v".repeat(3_900)));
            for (int i = 0; i < 2_048; i++) {
                block.write(FIRST_OF_THE_DYNAMIC_TABLE);
            }
            connection.send(RawHttp2.HEADERS, RawHttp2.END_STREAM_AND_HEADERS, 1, block.toByteArray());
            assertThat(connection.statusOf(1)).isIn("431", "reset", "closed");
        }
        livesOn();
    }

    private void livesOn() throws Exception {
        var client = HttpClient.newBuilder()
                .sslContext(TestCertificate.trusting(certificate))
                .build();
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.port() + "/health/live"))
                .timeout(Duration.ofSeconds(15))
                .build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }
}
