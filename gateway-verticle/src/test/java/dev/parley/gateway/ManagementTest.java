package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.management.ManagementConfig;
import dev.parley.gateway.management.ManagementServer;
import dev.parley.model.bus.Bus;
import dev.parley.model.search.IndexStatus;
import dev.parley.model.search.RebuildIndex;
import dev.parley.model.search.SearchAddresses;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators are served, and that web pages are not. */
class ManagementTest {
    private static final IndexStatus STATUS = new IndexStatus(true, 2, 30, Instant.EPOCH, null);

    private final Vertx vertx = Vertx.vertx();
    private final FakeVerticles verticles = new FakeVerticles(new Bus(vertx));
    private final int port = new ManagementServer(vertx, new Bus(vertx), new ManagementConfig("127.0.0.1", 0))
            .listen()
            .await()
            .actualPort();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void rebuildsAreAskedForAndFollowed() throws Exception {
        verticles.answer(SearchAddresses.REBUILD, ask -> STATUS);
        verticles.answer(SearchAddresses.STATUS, ask -> STATUS);
        assertThat(send(request("/search/rebuild").POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(202);
        assertThat(verticles.timesAsked(RebuildIndex.class)).isEqualTo(1);
        assertThat(send(request("/search")).body()).contains("\"rebuilding\":true", "\"rooms\":2", "\"messages\":30");
    }

    @Test
    void webPagesAreRefused() throws Exception {
        verticles.answer(SearchAddresses.REBUILD, ask -> STATUS);
        for (var header : new String[] {"Origin", "Sec-Fetch-Site"}) {
            var asked = send(request("/search/rebuild")
                    .header(header, "https://example.org")
                    .POST(HttpRequest.BodyPublishers.noBody()));
            assertThat(asked.statusCode()).isEqualTo(403);
        }
        assertThat(verticles.timesAsked(RebuildIndex.class)).isZero();
    }

    @Test
    void nothingElseIsServed() throws Exception {
        assertThat(send(request("/api/v1/users/me")).statusCode()).isEqualTo(404);
        assertThat(send(request("/search/rebuild")).statusCode()).isEqualTo(405);
        assertThat(send(request("/search")).statusCode())
                .as("nobody there to ask")
                .isEqualTo(503);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
