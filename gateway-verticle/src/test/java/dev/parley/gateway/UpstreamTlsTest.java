package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.tls.PemFiles;
import dev.parley.gateway.tls.TlsConfig;
import dev.parley.gateway.upstream.UpstreamConfig;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that speak HTTP/2 over TLS, and servers behind the gateway that speak TLS. */
class UpstreamTlsTest {
    @TempDir
    static Path folder;

    private static TestCertificate certificate;
    private static PemFiles files;

    private final Vertx vertx = Vertx.vertx();
    private final Deque<AutoCloseable> open =
            new ArrayDeque<>(List.of(() -> vertx.close().await()));

    @BeforeAll
    static void make() {
        certificate = TestCertificate.make(folder);
        files = new PemFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        TestCertificate.write(files.key(), certificate.keyPem());
        TestCertificate.write(files.certificate(), certificate.certificatePem());
    }

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private TestGateway overTls(UpstreamConfig... upstreams) {
        var tls = new TlsConfig(files, Duration.ofSeconds(10), Duration.ofDays(180), null);
        var gateway = TestGateway.before(new TransportConfig(tls, ProxyConfig.NONE, null), upstreams);
        open.push(gateway);
        return gateway;
    }

    private Backend tlsBackend(Handler<HttpServerRequest> handler) {
        var options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(files.certificate().toString())
                        .addKeyPath(files.key().toString()));
        var backend = Backend.answering(0, options, handler);
        open.push(backend);
        return backend;
    }

    private static HttpResponse<String> send(TestGateway gateway, String path, HttpRequest.BodyPublisher body)
            throws Exception {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(TestCertificate.trusting(certificate))
                .build();
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.port() + path))
                .timeout(Duration.ofSeconds(15))
                .POST(body)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void http2ClientsReachServersOfHttp1() throws Exception {
        var echo = Backend.echoing();
        open.push(echo);
        var gateway = overTls(Backend.upstream("app", echo).config());
        var answer = send(gateway, "/app/a?b", BodyPublishers.ofString("hello"));
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.body())
                .startsWith("POST /app/a?b\n")
                .contains("\nx-forwarded-proto: https\n")
                .contains("\nhost: localhost:" + gateway.port() + "\n")
                .contains("\ncontent-length: 5\n")
                .endsWith("\nhello");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=15552000");
    }

    @Test
    void bodiesOfUnknownLengthPassFromHttp2ToHttp1() throws Exception {
        var counting = Backend.answering(request -> request.body()
                .onSuccess(
                        body -> request.response().end(request.getHeader("Transfer-Encoding") + " " + body.length())));
        open.push(counting);
        var gateway = overTls(Backend.upstream("app", counting).config());
        var large = new byte[5_000_000];
        var answer = send(gateway, "/app", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
        assertThat(answer.body()).isEqualTo("chunked 5000000");
        var empty = send(gateway, "/app", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[0])));
        assertThat(empty.body()).endsWith(" 0");
    }

    @Test
    void whatAnHttp2ClientResetsIsGivenUpAtTheServer() throws Exception {
        var dropped = new LinkedBlockingQueue<String>();
        var backend = Backend.answering(request -> {
            request.connection().closeHandler(gone -> dropped.add("dropped"));
            request.response()
                    .putHeader("X-Custom", "1")
                    .putHeader("Connection", "X-Private")
                    .putHeader("X-Private", "2");
            request.response().setChunked(true).write("begun");
        });
        open.push(backend);
        var gateway = overTls(Backend.upstream("app", backend).config());
        var client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(files.certificate().toString())));
        var request = client.request(new RequestOptions()
                        .setHost("localhost")
                        .setPort(gateway.port())
                        .setSsl(true)
                        .setMethod(HttpMethod.GET)
                        .setURI("/app"))
                .await();
        request.exceptionHandler(gone -> {});
        var response =
                request.send().map(begun -> begun.exceptionHandler(gone -> {})).await();
        assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(response.getHeader("X-Custom")).isEqualTo("1");
        assertThat(response.headers().contains("X-Private")).isFalse();
        request.reset().await();
        assertThat(dropped.poll(10, TimeUnit.SECONDS)).isEqualTo("dropped");
        Backend.until(
                "nothing is under way",
                () -> gateway.measured.get("parley.upstream.in.flight").gauge().value() == 0);
        // The connection goes on.
        assertThat(client.request(new RequestOptions()
                                .setHost("localhost")
                                .setPort(gateway.port())
                                .setSsl(true)
                                .setURI("/health/live"))
                        .compose(again -> again.send())
                        .await()
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void cookiesInPiecesReachTheServerAsOne() throws Exception {
        var echo = Backend.echoing();
        open.push(echo);
        var gateway = overTls(Backend.upstream("app", echo).config());
        var client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(files.certificate().toString())));
        var body = client.request(new RequestOptions()
                        .setHost("localhost")
                        .setPort(gateway.port())
                        .setSsl(true)
                        .setURI("/app"))
                .compose(request -> {
                    request.headers().add("cookie", "a=1").add("cookie", "b=2");
                    return request.send();
                })
                .compose(response -> response.body())
                .await();
        assertThat(body.toString()).contains("\ncookie: a=1; b=2\n");
    }

    @Test
    void serversOverTlsAreBelievedIfTheirAuthorityIsNamed() throws Exception {
        var backend = tlsBackend(request -> {
            if (request.canUpgradeToWebSocket()) {
                request.toWebSocket().onSuccess(socket -> socket.handler(socket::write));
            } else {
                request.response().end("secure " + request.isSSL());
            }
        });
        var gateway = overTls(
                Backend.upstream("app", backend).overTls(files.certificate()).config());
        assertThat(send(gateway, "/app", BodyPublishers.noBody()).body()).isEqualTo("secure true");

        var frames = new LinkedBlockingQueue<Buffer>();
        var socket = vertx.createWebSocketClient(new WebSocketClientOptions()
                        .setTrustOptions(new PemTrustOptions()
                                .addCertPath(files.certificate().toString())))
                .connect(new WebSocketConnectOptions()
                        .setHost("localhost")
                        .setPort(gateway.port())
                        .setSsl(true)
                        .setURI("/app"))
                .await();
        socket.handler(frames::add);
        socket.write(Buffer.buffer("round trip"));
        assertThat(frames.poll(10, TimeUnit.SECONDS)).hasToString("round trip");
    }

    @Test
    void aServerThatIsNotWhoItShouldBeIsNotTalkedTo() throws Exception {
        var backend = tlsBackend(request -> request.response().end("secret"));
        var other = TestCertificate.make(folder);
        var authority = folder.resolve("other.pem");
        TestCertificate.write(authority, other.certificatePem());
        var gateway =
                overTls(Backend.upstream("app", backend).overTls(authority).config());
        assertThat(send(gateway, "/app", BodyPublishers.noBody()).statusCode()).isEqualTo(503);
        assertThat(backend.requests).hasValue(0);
    }
}
