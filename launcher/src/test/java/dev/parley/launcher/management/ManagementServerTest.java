package dev.parley.launcher.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.launcher.metrics.ProcessMetrics;
import dev.parley.model.bus.Bus;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.model.search.IndexStatus;
import dev.parley.model.search.SearchAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators are served, and that web pages are not. */
class ManagementServerTest {
    private static final IndexStatus STATUS = new IndexStatus(true, 2, 30, Instant.EPOCH, null);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final AtomicInteger rebuilds = new AtomicInteger();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final NodeFacts facts =
            new NodeFacts("node-1", List.of("message"), Instant.EPOCH, draining::get, null, () -> 3);
    private final ProcessMetrics metrics = new ProcessMetrics("node-1", List.of("message"));
    private final int port = new ManagementServer(vertx, bus, new ManagementConfig("127.0.0.1", 0), facts, metrics)
            .listen()
            .await()
            .actualPort();

    @AfterEach
    void close() {
        vertx.close().await();
        metrics.close();
    }

    @Test
    void rebuildsAreAskedForAndFollowed() throws Exception {
        serveSearch();
        assertThat(post("/search/rebuild").statusCode()).isEqualTo(202);
        assertThat(rebuilds).hasValue(1);
        assertThat(get("/search").body()).contains("\"rebuilding\":true", "\"rooms\":2", "\"messages\":30");
    }

    @Test
    void webPagesAreRefused() throws Exception {
        serveSearch();
        for (var header : new String[] {"Origin", "Sec-Fetch-Site"}) {
            var asked = send(request("/search/rebuild")
                    .header(header, "https://example.org")
                    .POST(HttpRequest.BodyPublishers.noBody()));
            assertThat(asked.statusCode()).isEqualTo(403);
        }
        assertThat(rebuilds).hasValue(0);
    }

    @Test
    void nothingElseIsServed() throws Exception {
        assertThat(get("/api/v1/users/me").statusCode()).isEqualTo(404);
        assertThat(get("/search/rebuild").statusCode()).isEqualTo(405);
        assertThat(get("/search").statusCode()).as("nobody there to ask").isEqualTo(503);
    }

    @Test
    void readyIsWhenEachOfItsRolesIs() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode())
                .as("its role does not answer")
                .isEqualTo(503);
    }

    @Test
    void statusNamesWhatIsDown() throws Exception {
        bus.serve(
                        HealthAddresses.of("message"),
                        asked -> Future.succeededFuture(new HealthReport(
                                "message",
                                List.of(
                                        new HealthReport.Dependency("MongoDB", false),
                                        new HealthReport.Dependency("RabbitMQ", true)))))
                .await();

        var status = new JsonObject(get("/status").body());

        assertThat(status.getString("name")).isEqualTo("node-1");
        assertThat(status.getJsonArray("roles")).containsExactly("message");
        assertThat(status.getLong("pid")).isEqualTo(ProcessHandle.current().pid());
        assertThat(status.getString("status")).isEqualTo("down");
        assertThat(status.getJsonArray("down")).containsExactly("message: MongoDB");
        assertThat(status.getInteger("members")).isEqualTo(3);
        assertThat(status.getValue("sockets")).isNull();
    }

    @Test
    void aNodeOnItsWayOutSaysSo() throws Exception {
        draining.set(true);
        var ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(new JsonObject(ready.body()).getString("status")).isEqualTo("draining");
    }

    @Test
    void metricsAreAsPrometheusReadsThem() throws Exception {
        var answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body())
                .contains("# TYPE parley_node gauge", "parley_node{name=\"node-1\",roles=\"message\"} 1.0")
                .contains("# TYPE jvm_memory_used_bytes gauge");
    }

    private void serveSearch() {
        bus.serve(SearchAddresses.REBUILD, ask -> {
                    rebuilds.incrementAndGet();
                    return Future.succeededFuture(STATUS);
                })
                .await();
        bus.serve(SearchAddresses.STATUS, ask -> Future.succeededFuture(STATUS)).await();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
