package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.limit.Deadlines;
import dev.parley.gateway.limit.GatewayLimits;
import dev.parley.gateway.limit.HeadSizes;
import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.tls.PemFiles;
import dev.parley.gateway.tls.TlsConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same over HTTP/2, where a connection has many exchanges and none needs to have any. */
@Timeout(60)
class DeadlinesOverHttp2Test {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int URL = 2048;
    private static final byte[] PING = new byte[8];

    @TempDir
    Path folder;

    private TestCertificate certificate;
    private TlsConfig tls;

    @SuppressWarnings("NullAway.Init") // by each test
    private TestGateway gateway;

    @BeforeEach
    void makeCertificate() throws IOException {
        certificate = TestCertificate.make(folder);
        var files = new PemFiles(
                Files.writeString(folder.resolve("c.pem"), certificate.certificatePem()),
                Files.writeString(folder.resolve("k.pem"), certificate.keyPem()));
        tls = new TlsConfig(files, Duration.ofMinutes(1), Duration.ZERO, null);
    }

    private void start(Duration header, Duration keepAlive, Duration body, Duration answer) {
        var defaults = GatewayLimits.DEFAULTS;
        gateway = TestGateway.listening(
                new GatewayLimits(
                        defaults.addresses(),
                        new HeadSizes(URL, 4096),
                        new Deadlines(header, keepAlive, body, answer),
                        defaults.caps(),
                        defaults.userRequests()),
                new TransportConfig(tls, ProxyConfig.NONE, null));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void settingsAndPingsAloneDoNotKeepAConnection() throws IOException {
        start(SHORT, LONG, LONG, LONG);
        try (var connection = new RawHttp2(certificate, gateway.port())) {
            pingUntilClosed(connection);
        }
        assertThat(gateway.refused("headerDeadline")).isEqualTo(1);
    }

    @Test
    void pingsBehindAnAnswerDoNotKeepAConnection() throws IOException {
        start(LONG, SHORT, LONG, LONG);
        try (var connection = new RawHttp2(certificate, gateway.port())) {
            connection.send(RawHttp2.HEADERS, RawHttp2.END_STREAM_AND_HEADERS, 1, RawHttp2.get());
            pingUntilClosed(connection);
        }
        assertThat(gateway.refused("keepAlive")).isEqualTo(1);
    }

    /** Each ping is answered, so reading their answers is what takes the time. */
    private static void pingUntilClosed(RawHttp2 connection) throws IOException {
        try {
            while (true) {
                connection.send(RawHttp2.PING, 0, 0, PING);
                for (var frame = connection.read(); frame.type() != RawHttp2.PING; frame = connection.read()) {
                    assertThat(frame.type()).isNotEqualTo(RawHttp2.RST_STREAM);
                }
            }
        } catch (EOFException | SocketException | SSLException closed) {
            assertThat(closed).isNotNull();
        }
    }

    @Test
    void bodyThatDoesNotComeEndsItsStreamWith408AndNoOther() throws Exception {
        start(LONG, LONG, SHORT, LONG);
        var client = client();
        var request = request(client, HttpMethod.POST, "/api/v1/auth/logout");
        request.putHeader("Content-Type", "application/json").setChunked(true);
        request.write(Buffer.buffer("{")).await(10, TimeUnit.SECONDS);

        var response = request.response().await(10, TimeUnit.SECONDS);

        assertThat(response.statusCode()).isEqualTo(408);
        assertThat(gateway.refused("bodyDeadline")).isEqualTo(1);
        var other = request(client, HttpMethod.GET, "/health/live");
        assertThat(other.send().await(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(other.connection()).isSameAs(request.connection());
    }

    /** Without a WINDOW_UPDATE no more than 65,535 bytes are sent (RFC 9113 section 6.9.2). */
    @Test
    void answerThatIsNotTakenIsResetAndNoOther() throws IOException {
        start(LONG, LONG, LONG, SHORT);
        try (var connection = new RawHttp2(certificate, gateway.port())) {
            connection.send(RawHttp2.HEADERS, RawHttp2.END_STREAM_AND_HEADERS, 1, RawHttp2.get("/door/large"));

            var last = connection.read();
            while (last.type() != RawHttp2.RST_STREAM) {
                assertThat(last.type()).isNotEqualTo(RawHttp2.GOAWAY);
                last = connection.read();
            }

            assertThat(last.stream()).isEqualTo(1);
            assertThat(gateway.refused("answerDeadline")).isEqualTo(1);
            connection.send(RawHttp2.HEADERS, RawHttp2.END_STREAM_AND_HEADERS, 3, RawHttp2.get("/health/live"));
            var next = connection.read();
            assertThat(next.type()).isEqualTo(RawHttp2.HEADERS);
            assertThat(next.stream()).isEqualTo(3);
        }
    }

    @Test
    void pathOverItsSizeIsTooLong() throws Exception {
        start(LONG, LONG, LONG, LONG);

        var request = request(client(), HttpMethod.GET, "/health/live?" + "x".repeat(URL));

        assertThat(request.send().await(10, TimeUnit.SECONDS).statusCode()).isEqualTo(414);
        assertThat(gateway.refused("url")).isEqualTo(1);
    }

    private HttpClient client() {
        return gateway.host.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setSsl(true)
                .setUseAlpn(true)
                .setTrustAll(true)
                .setVerifyHost(false));
    }

    private HttpClientRequest request(HttpClient client, HttpMethod method, String path) throws Exception {
        return client.request(method, gateway.port(), "localhost", path).await(10, TimeUnit.SECONDS);
    }
}
