package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.peer.ProxyConfig;
import dev.parley.gateway.site.SiteConfig;
import dev.parley.gateway.tls.PemFiles;
import dev.parley.gateway.tls.TlsConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are too large to be held, where no kernel sends them: encrypted, and in frames of HTTP/2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SitesOverTlsTest {
    /** RFC 9113 section 7. */
    private static final long CANCEL = 0x8;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private final byte[] large = new byte[5_000_000];
    private TestCertificate certificate;
    private TestGateway gateway;

    @BeforeAll
    void open() throws IOException {
        new Random(1).nextBytes(large);
        Files.write(folder.resolve("large.bin"), large);
        certificate = TestCertificate.make(folder);
        var files = new PemFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        TestCertificate.write(files.key(), certificate.keyPem());
        TestCertificate.write(files.certificate(), certificate.certificatePem());
        var site = new SiteConfig("gateway.sites[0]", "", "/files", folder, "index.html", "", "no-cache", "", "");
        gateway = TestGateway.listening(
                new TransportConfig(
                        new TlsConfig(files, Duration.ofSeconds(10), Duration.ofDays(180), null),
                        ProxyConfig.NONE,
                        null),
                new ContentConfig(1_024, List.of(site)));
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource
    void theyAreSentWholeAndInParts(HttpClient.Version version) throws Exception {
        var client = client(version);
        var whole = get(client);
        assertThat(whole.version()).isEqualTo(version);
        assertThat(whole.body()).isEqualTo(large);
        assertThat(whole.headers().firstValue("Strict-Transport-Security")).isPresent();

        var part = get(client, "Range", "bytes=100000-3999999");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(large, 100_000, 4_000_000));
    }

    /** By Vert.x' client: the JDK's (17) got nothing more on its connection after as many that it had cancelled. */
    @Test
    void whoeverLeavesInBetweenHoldsNobodyUpOnTheSameConnection() {
        var options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setSsl(true)
                .setUseAlpn(true)
                .setTrustAll(true)
                .setVerifyHost(false);
        var client = gateway.host.createHttpClient(options, new PoolOptions().setHttp2MaxSize(1));
        for (int i = 0; i < 50; i++) {
            client.request(HttpMethod.GET, gateway.port(), "localhost", "/files/large.bin")
                    .compose(request -> request.send().compose(answer -> {
                        var begun = Promise.<Void>promise();
                        answer.exceptionHandler(reset -> {});
                        answer.handler(bytes -> begun.tryComplete());
                        return begun.future().compose(some -> request.reset(CANCEL));
                    }))
                    .await();
        }
        var answers = IntStream.range(0, 8)
                .mapToObj(each -> client.request(HttpMethod.GET, gateway.port(), "localhost", "/files/large.bin")
                        .compose(HttpClientRequest::send)
                        .compose(HttpClientResponse::body))
                .toList();
        assertThat(Future.all(answers).await().succeeded()).isTrue();
        assertThat(answers).allMatch(body -> Arrays.equals(body.result().getBytes(), large));
        client.close().await();
    }

    private HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(TestCertificate.trusting(certificate))
                .build();
    }

    private HttpResponse<byte[]> get(HttpClient client, String... headers) throws Exception {
        return client.send(request(headers), BodyHandlers.ofByteArray());
    }

    private HttpRequest request(String... headers) {
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.port() + "/files/large.bin"))
                .timeout(PATIENCE);
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }
}
