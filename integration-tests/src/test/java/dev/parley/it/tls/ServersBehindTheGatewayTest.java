package dev.parley.it.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.operations.Scrape;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Settings;
import dev.parley.it.system.TlsFolder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A server of somebody else's behind the gateway of a whole Parley, with its users and its tokens. */
@Isolated
class ServersBehindTheGatewayTest {
    private static final String SECRET = "a secret of this test, 32 bytes or more";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private int port;
    private @Nullable ParleyProcess process;
    private @Nullable SSLContext trusted;

    @BeforeEach
    void startServer() {
        port = vertx.createHttpServer()
                .requestHandler(ServersBehindTheGatewayTest::serve)
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static void serve(HttpServerRequest request) {
        if (request.canUpgradeToWebSocket()) {
            request.toWebSocket().onSuccess(socket -> socket.textMessageHandler(socket::writeTextMessage));
        } else {
            request.body()
                    .onSuccess(body -> request.response()
                            .end(new JsonObject()
                                    .put("uri", request.uri())
                                    .put("proto", request.getHeader("X-Forwarded-Proto"))
                                    .put("authorization", request.getHeader("Authorization"))
                                    .put("identity", request.getHeader("Parley-Identity"))
                                    .put("bytes", body.length())
                                    .encode()));
        }
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.close();
            assertThat(process.log().alarms()).isEmpty();
        }
        vertx.close().await();
    }

    private Parley start(String name, boolean tls) throws IOException {
        var data = Folders.fresh(name);
        var secret = Files.writeString(data.resolve("secret"), SECRET + "\n");
        var settings = new HashMap<>(Settings.GENEROUS);
        var address = "addresses = \"http://127.0.0.1:" + port + "\", health { path = /healthz } }";
        settings.put(
                "gateway.upstreams",
                "[{ name = app, path = /app, stripPath = true, access = user, secretFile = \"" + secret + "\", "
                        + address + ", { name = open, path = /open, " + address + "]");
        if (!tls) {
            process = ParleyProcess.start(name, data, settings);
            return Parley.at(process);
        }
        var files = TlsFolder.make(data.resolve("tls"));
        settings.putAll(files.settings());
        process = ParleyProcess.start(name, data, settings);
        trusted = files.trust();
        return Parley.at(process, process.baseUri(), trusted);
    }

    @Test
    void theyAreToldWhoAsksInTheClear() throws Exception {
        var parley = start("upstreams", false);
        serves(parley, HttpClient.newHttpClient(), HttpClient.Version.HTTP_1_1, "http");
        assertThat(Scrape.of(Objects.requireNonNull(process).data()).names())
                .contains(
                        "parley_upstream_addresses",
                        "parley_upstream_in_flight",
                        "parley_upstream_requests_seconds",
                        "parley_upstream_retries_total",
                        "parley_upstream_sockets");
    }

    @Test
    void theyAreToldWhoAsksOverTlsAndHttp2() throws Exception {
        var parley = start("upstreams-over-tls", true);
        serves(parley, HttpClient.newBuilder().sslContext(trusted).build(), HttpClient.Version.HTTP_2, "https");
    }

    private static void serves(Parley parley, HttpClient client, HttpClient.Version version, String scheme)
            throws Exception {
        var ann = parley.user("Ann");
        var refused = send(client, parley, "/app/x", null, 0);
        assertThat(refused.version()).isEqualTo(version);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(new JsonObject(refused.body()).getString("code")).isEqualTo("UNAUTHENTICATED");

        var answer = send(client, parley, "/app/x?y=z", ann, 100_000);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var seen = new JsonObject(answer.body());
        assertThat(seen.getString("uri")).isEqualTo("/x?y=z");
        assertThat(seen.getString("proto")).isEqualTo(scheme);
        assertThat(seen.getInteger("bytes")).isEqualTo(100_000);
        assertThat(seen.getString("authorization")).isNull();
        assertThat(verified(seen.getString("identity")).getString("sub")).isEqualTo(ann.id());

        // Parley is where it was, and open to everybody is what is open.
        assertThat(ann.rest().get("/users/me").status()).isEqualTo(200);
        assertThat(new JsonObject(send(client, parley, "/open/a", null, 1).body()).getString("uri"))
                .isEqualTo("/open/a");
        echoes(client, parley);

        // A session that is over opens nothing here either.
        assertThat(parley.anonymous()
                        .post("/auth/logout", new JsonObject().put("refreshToken", ann.refreshToken()))
                        .status())
                .isEqualTo(204);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (send(client, parley, "/app/x", ann, 0).statusCode() != 401) {
            assertThat(System.nanoTime()).as("revoked within 20 s").isLessThan(deadline);
        }
    }

    private static HttpResponse<String> send(
            HttpClient client, Parley parley, String path, @Nullable TestUser user, int bytes) throws Exception {
        var request = HttpRequest.newBuilder(parley.baseUri().resolve(path)).timeout(PATIENCE);
        if (user != null) {
            request.header("Authorization", "Bearer " + user.accessToken());
        }
        return client.send(
                request.POST(BodyPublishers.ofByteArray(new byte[bytes])).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject verified(String identity) throws Exception {
        var parts = identity.split("\\.", -1);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(Base64.getUrlDecoder().decode(parts[2]))
                .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII)));
        return new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }

    private static void echoes(HttpClient client, Parley parley) throws Exception {
        var uri = parley.baseUri().resolve("/open/live").toString().replaceFirst("^http", "ws");
        var heard = new CompletableFuture<String>();
        var socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(uri), new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        heard.complete(text.toString());
                        return null;
                    }
                })
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        socket.sendText("there and back", true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(heard.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("there and back");
        socket.abort();
    }
}
