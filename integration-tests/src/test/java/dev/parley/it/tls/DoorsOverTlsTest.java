package dev.parley.it.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.it.client.Await;
import dev.parley.it.client.Connection;
import dev.parley.it.client.Door;
import dev.parley.it.client.Parley;
import dev.parley.it.operations.Scrape;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Settings;
import dev.parley.it.system.TlsFolder;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every door through TLS, and a certificate that is exchanged while people talk. */
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorsOverTlsTest {
    private static final int EXCHANGES = 3;
    private static final int CALLERS = 4;
    private static final int TALKERS_A_DOOR = 3;

    private TlsFolder files;
    private SSLContext trust;
    private ParleyProcess process;
    private Parley parley;

    @BeforeAll
    void start() {
        var data = Folders.fresh("doors-over-tls");
        files = TlsFolder.make(data.resolve("tls"));
        trust = files.trust();
        var settings = new HashMap<>(Settings.GENEROUS);
        settings.putAll(files.settings());
        settings.put("gateway.tls.redirectPort", "0");
        process = ParleyProcess.start("doors-over-tls", data, settings);
        parley = Parley.at(process, process.baseUri(), trust);
    }

    @AfterAll
    void stop() {
        process.close();
        assertThat(process.log().alarms()).isEmpty();
    }

    private HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).sslContext(trust).build();
    }

    @ParameterizedTest
    @EnumSource
    void everyDoorCarriesTheProtocol(Door door) {
        var ann = parley.user("Ann");
        var bob = parley.user("Bob");
        var room = ann.directRoom(bob);
        try (var annsSide = ann.connect(door);
                var bobsSide = bob.connect(door)) {
            annsSide.post(room, "over TLS");
            var heard = bobsSide.inbox().await("message.created", event -> true);
            assertThat(heard.getJsonObject("data").getJsonObject("content").getString("text"))
                    .isEqualTo("over TLS");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pollingGoesOnFromPollToPoll(HttpClient.Version version) throws Exception {
        var client = client(version);
        var session = new XhrSession(client, parley.baseUri());
        var opened = session.poll();
        assertThat(opened.version()).isEqualTo(version);
        assertThat(opened.body()).isEqualTo("o\n");
        session.authenticate(parley.user("Ann"));
        session.pollFor("ready");
        for (int i = 0; i < 3; i++) {
            session.send(new JsonObject().put("type", "ping").put("id", i));
            session.pollFor("pong");
        }
    }

    /** The library ends the connection behind every poll: of HTTP/2 that would be everybody else's on it too. */
    @ParameterizedTest
    @EnumSource
    void pollingBreaksNothingElseOff(HttpClient.Version version) throws Exception {
        var client = client(version);
        var streaming = new XhrSession(client, parley.baseUri());
        var stream = streaming.stream();
        assertThat(stream.version()).isEqualTo(version);
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("hhhh");
            assertThat(lines.readLine()).isEqualTo("o");
            var polling = new XhrSession(client, parley.baseUri());
            assertThat(polling.poll().body()).isEqualTo("o\n");

            streaming.authenticate(parley.user("Ann"));
            assertThat(lines.readLine()).contains("ready");
            polling.authenticate(parley.user("Bob"));
            polling.pollFor("ready");
            streaming.send(new JsonObject().put("type", "ping"));
            assertThat(lines.lines().filter(line -> line.contains("pong")).findFirst())
                    .isPresent(); // behind Ann's own presence, it may be
        }
    }

    @Test
    void webSocketsAreNotAskedForByHttp2() throws Exception {
        var answer =
                client(HttpClient.Version.HTTP_2).send(request("/api/v1/ws"), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void nobodyBeginsTheHandshakeAnew() throws Exception {
        try (var socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        var unused = socket.getInputStream().read();
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCertificateIsExchangedUnderLoadAndNobodyNotices() {
        var talking = new AtomicBoolean(true);
        var failures = new ArrayList<CompletableFuture<Integer>>();
        var connections = new ArrayList<Connection>();
        for (var door : Door.values()) {
            for (int i = 0; i < TALKERS_A_DOOR; i++) {
                var connection = parley.user("Talker").connect(door);
                connections.add(connection);
                failures.add(repeat(talking, () -> connection.request("ping").ok()));
            }
        }
        for (int i = 0; i < CALLERS; i++) {
            var client = client(i % 2 == 0 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
            failures.add(repeat(talking, () -> assertThat(status(client)).isEqualTo(200)));
            // A new connection each time: in the middle of the exchange.
            failures.add(repeat(
                    talking,
                    () -> assertThat(status(client(HttpClient.Version.HTTP_2))).isEqualTo(200)));
        }
        for (int i = 0; i < EXCHANGES; i++) {
            var next = files.renew().getSerialNumber();
            Await.until("the new certificate is shown", Duration.ofSeconds(30), () -> serial().equals(next));
        }
        talking.set(false);
        for (var failed : failures) {
            assertThat(Await.result("the last answer", Duration.ofSeconds(30), failed))
                    .isPositive();
        }
        assertThat(connections).allMatch(Connection::isOpen);
        connections.forEach(Connection::close);
        assertThat(process.log().text()).contains("certificate in force subject=\"CN=localhost\"");
        var metrics = Scrape.of(process.data());
        assertThat(metrics.sum("parley_gateway_certificates_total", "outcome=\"exchanged\""))
                .isGreaterThanOrEqualTo(EXCHANGES);
        assertThat(metrics.sum("parley_gateway_certificate_seconds", "")).isPositive();
    }

    /** @return how often it was done; fails with the first failure */
    private static CompletableFuture<Integer> repeat(AtomicBoolean on, Runnable work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    int done = 0;
                    while (on.get()) {
                        work.run();
                        done++;
                    }
                    return done;
                },
                task -> new Thread(task, "talker").start());
    }

    private int status(HttpClient client) {
        try {
            return client.send(request("/health/live"), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(parley.baseUri().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private SSLSocket socket() throws IOException {
        var socket = (SSLSocket) files.trust()
                .getSocketFactory()
                .createSocket("localhost", parley.baseUri().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Of a handshake that resumes nothing. */
    private BigInteger serial() {
        try (var socket = socket()) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void plainHttpIsSentOn() throws Exception {
        var port = process.log()
                .text()
                .lines()
                .filter(line -> line.contains("redirecting to https"))
                .map(line -> line.replaceAll(".* port=(\\d+).*", "$1"))
                .findFirst()
                .orElseThrow();
        var moved = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/docs?x=1"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertThat(moved.statusCode()).isEqualTo(308);
        assertThat(moved.headers().firstValue("location"))
                .hasValue(parley.baseUri().resolve("/api/docs?x=1").toString());
        assertThat(moved.headers().firstValue("strict-transport-security")).isEmpty();
    }
}
