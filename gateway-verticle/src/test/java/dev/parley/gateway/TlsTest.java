package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.tls.PemFiles;
import dev.parley.gateway.tls.TlsConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS as clients see it, on real sockets. */
class TlsTest {
    private static final int PATIENCE_MS = 10_000;

    @TempDir
    static Path shared;

    private static TestCertificate first;
    private static TestCertificate second;

    @TempDir
    Path folder;

    private PemFiles files;
    private TestGateway gateway;

    @BeforeAll
    static void make() {
        first = TestCertificate.make(shared);
        second = TestCertificate.make(shared);
    }

    @BeforeEach
    void start() {
        files = new PemFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        write(first);
        gateway = TestGateway.listening(transport(files));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private static TransportConfig transport(PemFiles files) {
        return new TransportConfig(
                new TlsConfig(files, Duration.ofMillis(50), Duration.ofDays(180), null), ProxyConfig.NONE, null);
    }

    private void write(TestCertificate certificate) {
        TestCertificate.write(files.key(), certificate.keyPem());
        TestCertificate.write(files.certificate(), certificate.certificatePem());
    }

    private SSLSocket socket() throws IOException {
        var socket = (SSLSocket) TestCertificate.trusting(first, second)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(TestCertificate.trusting(first, second))
                .build();
    }

    private HttpResponse<String> get(HttpClient client, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.port() + path))
                .timeout(Duration.ofMillis(PATIENCE_MS))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void presentVersionsAreSpoken(String version) throws IOException {
        try (var socket = socket()) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getSession().getCipherSuite()).matches(".*(GCM|CHACHA20).*");
        }
    }

    /** Asked byte by byte: the JDK offers these versions no more. 3.0 is SSL 3, 3.2 is TLS 1.1. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void olderVersionsAreRefused(int minor) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(clientHello(minor));
            var answer = socket.getInputStream().readAllBytes();
            assertThat(answer).startsWith(21); // an alert
            assertThat(answer[5]).as("fatal").isEqualTo((byte) 2);
            assertThat(answer[6]).as("protocol_version or handshake_failure").isIn((byte) 70, (byte) 40);
        }
    }

    /** RFC 5246 appendix A: a ClientHello with suites that every old server takes, and the curves that they need. */
    private static byte[] clientHello(int minor) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {3, (byte) minor});
        body.writeBytes(new byte[32]); // random
        body.write(0); // session id
        var suites = new byte[] {(byte) 0xC0, 0x13, (byte) 0xC0, 0x09, 0, 0x2F, 0, 0x35};
        body.writeBytes(new byte[] {0, (byte) suites.length});
        body.writeBytes(suites);
        body.writeBytes(new byte[] {1, 0}); // no compression
        var extensions = new byte[] {0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0};
        body.writeBytes(new byte[] {0, (byte) extensions.length});
        body.writeBytes(extensions);
        return ByteBuffer.allocate(body.size() + 9)
                .put(new byte[] {22, 3, (byte) minor})
                .putShort((short) (body.size() + 4))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) body.size())
                .put(body.toByteArray())
                .array();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                "TLS_RSA_WITH_AES_128_GCM_SHA256"
            })
    void suitesWithoutForwardSecrecyOrAuthenticatedEncryptionAreRefused(String suite) throws IOException {
        try (var socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void theClientChoosesHttp2OrHttp11() throws Exception {
        var two = get(client(HttpClient.Version.HTTP_2), "/health/live");
        assertThat(two.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(two.statusCode()).isEqualTo(200);
        var one = get(client(HttpClient.Version.HTTP_1_1), "/health/live");
        assertThat(one.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(one.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/", "/nothing/here", "/api/v1/users/me", "/api/v1/nothing"})
    void everyAnswerTellsBrowsersToComeByTlsAlone(String path) throws Exception {
        for (var version : HttpClient.Version.values()) {
            var answer = get(client(version), path);
            assertThat(HttpCalls.header(answer, "strict-transport-security")).isEqualTo("max-age=15552000");
            assertThat(HttpCalls.header(answer, "content-security-policy")).contains("connect-src 'self' wss:;");
        }
    }

    @Test
    void answersToWhatCannotBeReadTellItToo() throws IOException {
        try (var socket = socket()) {
            socket.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.0 400").containsIgnoringCase("strict-transport-security: max-age=");
        }
    }

    @Test
    void plainHttpIsNotAnswered() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP/");
        }
    }

    @Test
    void aNewCertificateIsTakenAndOpenConnectionsStay() throws Exception {
        try (var open = socket()) {
            open.startHandshake();
            write(second);
            until(() -> presented().equals(second.certificate()));

            open.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(open.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
            assertThat(counted("exchanged")).isEqualTo(1);
            assertThat(secondsLeft()).isBetween(364.0 * 86_400, 366.0 * 86_400);
        }
    }

    @Test
    void aPairThatDoesNotFitChangesNothingUntilItDoes() throws Exception {
        TestCertificate.write(files.key(), second.keyPem());
        until(() -> counted("refused") == 1);
        assertThat(presented()).isEqualTo(first.certificate());
        assertThat(gateway.listeners().warnings()).containsExactly("the new certificate cannot be used");

        TestCertificate.write(files.certificate(), second.certificatePem().substring(0, 200));
        until(() -> counted("refused") == 2);
        assertThat(presented()).isEqualTo(first.certificate());

        Files.delete(files.certificate());
        until(() -> counted("refused") == 3);
        assertThat(presented()).isEqualTo(first.certificate());

        TestCertificate.write(files.certificate(), second.certificatePem());
        until(() -> presented().equals(second.certificate()));
        assertThat(gateway.listeners().warnings()).isEmpty();
        assertThat(counted("refused")).isEqualTo(3);
    }

    @Test
    void anExpiredCertificateDoesNotReplaceAGoodOne() {
        write(TestCertificate.make(folder, "-30d", 10));
        until(() -> counted("refused") >= 1);
        until(() -> !gateway.listeners().warnings().isEmpty());
        assertThat(presented()).isEqualTo(first.certificate());
    }

    @Test
    void oneThatEndsSoonIsWarnedOf() {
        write(TestCertificate.make(folder, "-1d", 10));
        until(() -> gateway.listeners().warnings().contains("the certificate expires in 8 days"));
    }

    @Test
    void badFilesAreRefusedAtTheStart() {
        TestCertificate.write(files.key(), second.keyPem());
        assertThatThrownBy(() -> TestGateway.listening(transport(files)))
                .hasMessageContaining("gateway.tls.keyFile: " + files.key() + " is not the key of");
    }

    /** What a new handshake is shown. */
    private X509Certificate presented() {
        try (var socket = socket()) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private double counted(String outcome) {
        return gateway.measured
                .get("parley.gateway.certificates")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double secondsLeft() {
        return gateway.measured
                .get("parley.gateway.certificate.seconds")
                .gauge()
                .value();
    }

    private static void until(BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
