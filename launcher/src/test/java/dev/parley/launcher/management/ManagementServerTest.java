package dev.parley.launcher.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.launcher.metrics.ProcessMetrics;
import dev.parley.model.bus.Address;
import dev.parley.model.bus.Bus;
import dev.parley.model.deadletter.DeadLetter;
import dev.parley.model.deadletter.DeadLetterAction;
import dev.parley.model.deadletter.DeadLetterActions;
import dev.parley.model.deadletter.DeadLetterAddresses;
import dev.parley.model.deadletter.DeadLetterPage;
import dev.parley.model.deadletter.DeadLetterSummary;
import dev.parley.model.deadletter.DeadLettersSettled;
import dev.parley.model.deadletter.DiscardDeadLetters;
import dev.parley.model.deadletter.GetDeadLetter;
import dev.parley.model.deadletter.ListDeadLetterActions;
import dev.parley.model.deadletter.ListDeadLetters;
import dev.parley.model.deadletter.ReplayDeadLetters;
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
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
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
                                        new HealthReport.Dependency("RabbitMQ", true)),
                                List.of("2 dead letters"))))
                .await();

        var status = new JsonObject(get("/status").body());

        assertThat(status.getString("name")).isEqualTo("node-1");
        assertThat(status.getJsonArray("roles")).containsExactly("message");
        assertThat(status.getLong("pid")).isEqualTo(ProcessHandle.current().pid());
        assertThat(status.getString("status")).isEqualTo("down");
        assertThat(status.getJsonArray("down")).containsExactly("message: MongoDB");
        assertThat(status.getJsonArray("warnings")).containsExactly("message: 2 dead letters");
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

    @Test
    void deadLettersAreListedSettledAndLoggedAsJsonAndAsLines() throws Exception {
        var letter = new DeadLetterSummary("id-1", "the\tcause", 1, Instant.EPOCH, Instant.EPOCH, "ex", "3", 9, null);
        var settled = new DeadLettersSettled(2, 1, true, Instant.EPOCH);
        var asked = new LinkedBlockingQueue<Record>();
        serve(DeadLetterAddresses.LIST, asked, new DeadLetterPage(List.of(letter), 7, "id-1"));
        serve(DeadLetterAddresses.GET, asked, new DeadLetter(letter, "utf-8", "{}", false));
        serve(DeadLetterAddresses.REPLAY, asked, settled);
        serve(DeadLetterAddresses.DISCARD, asked, settled);
        var action = new DeadLetterAction(4, Instant.EPOCH, "me", "replayed", "id-1", null, 1, "ex", "", 9, null);
        serve(DeadLetterAddresses.ACTIONS, asked, new DeadLetterActions(List.of(action), 4L));

        assertThat(get("/dead-letters?order=oldest&limit=3&cursor=a").body()).contains("\"total\":7");
        assertThat(asked.poll()).isEqualTo(new ListDeadLetters(false, "a", 3));
        assertThat(text("GET", "/dead-letters"))
                .isEqualTo("7\tid-1\n"
                        + "ID\tCAUSE\tATTEMPTS\tFIRST\tLAST\tFROM\tBYTES\tKIND\n"
                        + "id-1\tthe cause\t1\t1970-01-01T00:00:00Z\t1970-01-01T00:00:00Z\tex/3\t9\t-\n");
        assertThat(asked.poll()).isEqualTo(new ListDeadLetters(true, null, 50));
        assertThat(text("GET", "/dead-letters/id-1")).startsWith("id\tid-1\n").endsWith("\n\n{}\n");
        assertThat(asked.poll()).isEqualTo(new GetDeadLetter("id-1"));
        assertThat(text("POST", "/dead-letters/replay?diedBefore=1970-01-01T00:00:00Z&by=me"))
                .isEqualTo("2\t1\ttrue\t1970-01-01T00:00:00Z\n");
        assertThat(asked.poll()).isEqualTo(new ReplayDeadLetters(null, Instant.EPOCH, "me"));
        assertThat(text("DELETE", "/dead-letters/id-1")).startsWith("2\t");
        assertThat(asked.poll()).isEqualTo(new DiscardDeadLetters("id-1", null, "operator"));
        assertThat(text("GET", "/dead-letter-actions?before=9&limit=1"))
                .contains("4\t1970-01-01T00:00:00Z\tme\treplayed");
        assertThat(asked.poll()).isEqualTo(new ListDeadLetterActions(9L, 1));
        assertThat(get("/dead-letters?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("/dead-letters?order=best").statusCode()).isEqualTo(400);
    }

    private <Q extends Record, R extends Record> void serve(Address<Q, R> address, Queue<Record> asked, R answer) {
        bus.serve(address, ask -> {
                    asked.add(ask);
                    return Future.succeededFuture(answer);
                })
                .await();
    }

    private String text(String method, String path) throws IOException, InterruptedException {
        var answer =
                send(request(path).header("Accept", "text/plain").method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
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
