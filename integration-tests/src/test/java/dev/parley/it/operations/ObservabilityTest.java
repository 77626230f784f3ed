package dev.parley.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Repository;
import dev.parley.it.system.Settings;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Metrics, log and traces of a whole Parley that is told to write and send them. */
class ObservabilityTest {
    private static final String TEXT = "the words of a message " + System.nanoTime();

    /** Exposed from the first time on that there is something to say. */
    private static final Set<String> RARE =
            Set.of("parley_broker_dead_letters_total", "parley_bus_unanswered_total", "parley_cluster_members");

    /** Exposed by a gateway that speaks TLS: {@code DoorsOverTlsTest} reads them. */
    private static final Set<String> OVER_TLS =
            Set.of("parley_gateway_certificate_seconds", "parley_gateway_certificates_total");

    /** Exposed by a gateway with servers behind it: {@code ServersBehindTheGatewayTest} reads them. */
    private static final Set<String> OF_UPSTREAMS = Set.of(
            "parley_upstream_addresses",
            "parley_upstream_in_flight",
            "parley_upstream_requests_seconds",
            "parley_upstream_retries_total",
            "parley_upstream_sockets");

    private static SpanReceiver collector;
    private static ParleyProcess process;
    private static Parley parley;

    @BeforeAll
    static void start() throws IOException {
        collector = new SpanReceiver();
        process = ParleyProcess.start(
                "observability",
                Folders.fresh("observability"),
                Settings.generousWith(
                        "log.format",
                        "json",
                        "node.name",
                        "node-under-test",
                        "tracing.endpoint",
                        collector.endpoint().toString()));
        parley = Parley.at(process);
    }

    @AfterAll
    static void stop() {
        process.close();
        collector.close();
    }

    @Test
    void whatIsExposedIsWhatThePageLists() throws IOException {
        var page = Files.readString(Repository.root().resolve("docs/observability.md"));
        var listed = new TreeSet<String>();
        Pattern.compile("^\\| `(parley_[a-z_]+)` \\|", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .forEach(row -> listed.add(row.group(1)));

        var exposed = new TreeSet<>(Scrape.of(process.data()).names());
        exposed.removeIf(name -> name.endsWith("_max")); // a histogram's
        exposed.addAll(RARE);
        exposed.addAll(OVER_TLS);
        exposed.addAll(OF_UPSTREAMS);

        assertThat(exposed.stream().filter(name -> name.startsWith("parley_"))).containsExactlyElementsOf(listed);
        assertThat(exposed.stream().filter(name -> !name.startsWith("parley_")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(page).contains("`" + name.substring(0, name.indexOf('_')) + "_"));
    }

    @Test
    void messageShowsInTheMetricsOfEveryPartItPasses() {
        var ann = parley.user("Ann");
        var bob = parley.user("Bob");
        var room = ann.groupRoom("metrics", bob);
        try (var hers = ann.connect();
                var his = bob.connect()) {
            var before = Scrape.of(process.data());
            hers.request("message.send", Messages.send(room, TEXT)).ok();
            his.inbox()
                    .await("message.created", event -> event.getString("roomId").equals(room));

            // What is measured last, the search's intake, is measured a moment later.
            Await.until("measured", () -> {
                var now = Scrape.of(process.data());
                return Stream.of(
                                "parley_gateway_messages_accepted_total",
                                "parley_gateway_ack_seconds_count",
                                "parley_broker_confirm_seconds_count",
                                "parley_message_batch_seconds_count",
                                "parley_message_events_stored_total",
                                "parley_gateway_delivery_seconds_count",
                                "parley_intake_lag_seconds_count",
                                "parley_eventloop_lag_seconds_count")
                        .allMatch(name -> now.sum(name, "") > before.sum(name, ""));
            });
            var now = Scrape.of(process.data());
            assertThat(now.sum("parley_gateway_sockets", "door=\"websocket\"")).isGreaterThanOrEqualTo(2);
            assertThat(now.sum("parley_node", "name=\"node-under-test\"")).isEqualTo(1);
            assertThat(now.text()).doesNotContain(ann.id(), room);
        }
    }

    @Test
    void everyLineOfTheLogIsAnObjectAndNoneTellsASecret() {
        var ann = parley.user("Ann");
        var room = ann.groupRoom("log");
        ann.post(room, TEXT);

        var lines = process.log()
                .text()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(JsonObject::new)
                .toList();

        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.getString("node")).isEqualTo("node-under-test");
            assertThat(line.fieldNames()).contains("time", "level", "logger", "message", "thread");
        });
        assertThat(lines.stream().map(line -> line.getString("message")))
                .anyMatch(text -> text.startsWith("listening"));
        assertThat(process.log().text()).doesNotContain(TEXT, ann.accessToken(), ann.refreshToken(), Parley.PASSWORD);
    }

    @Test
    void spansOfOneMessageAreOneTraceFromTheSocketToTheStore() {
        var ann = parley.user("Ann");
        var room = ann.groupRoom("trace");
        try (var socket = ann.connect()) {
            socket.request("message.send", Messages.send(room, TEXT)).ok();
        }

        Await.until(
                "exported",
                () -> collector.spans().stream().anyMatch(span -> span.getName().equals("message.send")));
        var send = named(collector.spans(), "message.send");
        Await.until(
                "whole",
                () -> collector.of(send.getTraceId()).stream()
                        .anyMatch(span -> span.getName().equals("store")));

        var trace = collector.of(send.getTraceId());
        var publish = named(trace, "parley.rooms publish");
        var process = trace.stream()
                .filter(span -> span.getName().matches("parley\\.rooms\\.\\d+ process"))
                .findAny()
                .orElseThrow();
        var store = named(trace, "store");
        assertThat(send.getParentSpanId().isEmpty()).isTrue();
        assertThat(publish.getParentSpanId()).isEqualTo(send.getSpanId());
        assertThat(process.getParentSpanId()).isEqualTo(publish.getSpanId());
        assertThat(store.getParentSpanId()).isEqualTo(process.getSpanId());
        // Asked over the bus, by a span of the gateway's and one of message-verticle's.
        assertThat(trace.stream()
                        .filter(span -> span.getAttributesList().stream()
                                .anyMatch(attribute ->
                                        attribute.getValue().getStringValue().equals("parley.message.authorize")))
                        .map(Span::getKind)
                        .distinct())
                .hasSize(2);
        assertThat(trace.toString()).doesNotContain(TEXT, ann.accessToken());
    }

    private static Span named(List<Span> spans, String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in "
                        + spans.stream().map(Span::getName).toList()));
    }
}
