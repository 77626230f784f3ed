package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.gateway.http.HttpLimits;
import dev.parley.gateway.upstream.Access;
import dev.parley.gateway.upstream.HealthCheck;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers behind the gateway that are away, slow, broken, or too many for one client's patience. */
class UpstreamFailuresTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration TICK = Duration.ofMillis(500);

    private static final HealthCheck LEFT_ALONE =
            new HealthCheck("", Duration.ofMinutes(5), Duration.ofSeconds(1), 1, 1);

    @RegisterExtension
    private final Opened open = new Opened();

    private Backend backend(Handler<HttpServerRequest> handler) {
        var backend = Backend.answering(handler);
        open.add(backend);
        return backend;
    }

    private static void refused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(HttpCalls.header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(HttpCalls.json(answer).getString("code")).isEqualTo("UNAVAILABLE");
        assertThat(HttpCalls.json(answer).getInteger("status")).isEqualTo(status);
    }

    private static double count(TestGateway gateway, String upstream, String outcome) {
        return gateway.measured
                .get("parley.upstream.requests")
                .tags("upstream", upstream, "outcome", outcome)
                .timer()
                .count();
    }

    private static double gauge(TestGateway gateway, String name, String... tags) {
        return gateway.measured.get(name).tags(tags).gauge().value();
    }

    @Test
    void requestsAreSharedAmongTheServers() {
        var one = Backend.saying("one");
        var two = Backend.saying("two");
        open.add(one);
        open.add(two);
        var http =
                open.gatewayBefore(Backend.upstream("app", one, two).config()).calls();
        var said = IntStream.range(0, 10).mapToObj(i -> http.get("/app").body()).toList();
        assertThat(said).containsOnly("one", "two");
        assertThat(one.requests.get()).isEqualTo(two.requests.get());
    }

    @Test
    void whoeverHasMostToDoGetsTheNextOneLast() {
        var held = new LinkedBlockingQueue<HttpServerRequest>();
        var slow = backend(held::add);
        var quick = backend(request -> request.response().end("quick"));
        var gateway = open.gatewayBefore(Backend.upstream("app", slow, quick).config());
        var http = gateway.calls();
        var waiting = new CompletableFuture<HttpResponse<String>>();
        // Whichever turn it is, one of the first two is held.
        for (int i = 0; i < 2; i++) {
            new Thread(() -> waiting.complete(http.get("/app"))).start();
        }
        Backend.until("one is held, the other has been answered", () -> held.size() == 1 && waiting.isDone());
        assertThat(IntStream.range(0, 6).mapToObj(i -> http.get("/app").body())).containsOnly("quick");
        assertThat(slow.requests).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void whatNobodyHasSeenGoesToTheNextServerWhateverItIs(String method) {
        var there = Backend.saying("there");
        open.add(there);
        var gateway = open.gatewayBefore(
                Backend.upstream("app", Backend.nobody(), there.port()).config());
        var http = gateway.calls();
        for (int i = 0; i < 4; i++) {
            var answer = http.send(http.request(method, "/app", method.equals("POST") ? "{}" : null));
            assertThat(answer.body()).isEqualTo("there");
        }
        assertThat(there.requests).hasValue(4);
        // Left alone after the first time.
        assertThat(gateway.measured.get("parley.upstream.retries").counter().count())
                .isEqualTo(1);
        assertThat(gauge(gateway, "parley.upstream.addresses", "state", "down")).isEqualTo(1);
        assertThat(gauge(gateway, "parley.upstream.addresses", "state", "up")).isEqualTo(1);
    }

    @Test
    void withNobodyThereItIsUnavailableAndSaysWhenToComeBack() {
        var gateway =
                open.gatewayBefore(Backend.upstream("app", Backend.nobody()).config());
        for (int i = 0; i < 2; i++) {
            var answer = gateway.calls().get("/app");
            refused(answer, 503);
            assertThat(HttpCalls.header(answer, "Retry-After")).isEqualTo("5");
        }
        assertThat(count(gateway, "app", "unreachable")).isEqualTo(2);
    }

    /** Breaks off every connection but the {@code good}th request's on. */
    private Backend breakingUntil(int good) {
        var seen = new AtomicLong();
        return backend(request -> {
            if (seen.incrementAndGet() < good) {
                request.body().onComplete(read -> request.connection().close());
            } else {
                request.response().end("at last");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
    void whatBreaksOffIsTriedAgainIfItMayBeDoneTwice(String method) {
        var backend = breakingUntil(3);
        var answer = open.gatewayBefore(
                        Backend.upstream("app", backend).retries(2).config())
                .calls();
        var got = answer.send(answer.request(method, "/app"));
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(backend.requests).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH"})
    void whatMayBeDoneButOnceIsSentOnce(String method) {
        var backend = breakingUntil(2);
        var gateway =
                open.gatewayBefore(Backend.upstream("app", backend).retries(5).config());
        refused(gateway.calls().send(gateway.calls().request(method, "/app")), 502);
        assertThat(backend.requests).hasValue(1);
        assertThat(count(gateway, "app", "broken")).isEqualTo(1);
    }

    @Test
    void whatHasBegunToBeReadIsSentOnce() {
        var backend = breakingUntil(2);
        var gateway =
                open.gatewayBefore(Backend.upstream("app", backend).retries(5).config());
        refused(gateway.calls().send(gateway.calls().request("PUT", "/app", "{}")), 502);
        assertThat(backend.requests).hasValue(1);
    }

    @Test
    void retriesEnd() {
        var backend = breakingUntil(10);
        refused(
                open.gatewayBefore(Backend.upstream("app", backend).retries(2).config())
                        .calls()
                        .get("/app"),
                502);
        assertThat(backend.requests).hasValue(3);
    }

    @Test
    void aServerThatDoesNotAnswerIsNotWaitedForAndNotAskedTwice() {
        var dropped = new LinkedBlockingQueue<String>();
        var backend = backend(request -> request.connection().closeHandler(gone -> dropped.add("dropped")));
        var gateway = open.gatewayBefore(
                Backend.upstream("app", backend).timeout(SHORT).config());
        refused(gateway.calls().get("/app"), 504);
        Backend.until("the request is dropped", () -> dropped.size() == 1);
        assertThat(backend.requests).hasValue(1);
        assertThat(count(gateway, "app", "timeout")).isEqualTo(1);
        assertThat(gauge(gateway, "parley.upstream.in.flight")).isZero();
    }

    @Test
    void anAnswerThatFallsSilentIsCut() {
        var backend = backend(request -> request.response().setChunked(true).write("half"));
        var gateway = open.gatewayBefore(
                Backend.upstream("app", backend).timeout(SHORT).config());
        assertThatThrownBy(() -> gateway.calls().get("/app")).hasMessage("no answer");
        Backend.until("counted", () -> count(gateway, "app", "timeout") == 1);
    }

    @Test
    void anAnswerThatIsSlowButNotSilentIsWaitedFor() {
        var backend = backend(request -> {
            var response = request.response().setChunked(true);
            var left = new AtomicLong(8);
            request.connection().closeHandler(gone -> left.set(0));
            backendTimer(left, response::write, response::end);
        });
        var gateway = open.gatewayBefore(
                Backend.upstream("app", backend).timeout(TICK.multipliedBy(4)).config());
        assertThat(gateway.calls().get("/app").body()).isEqualTo("........");
    }

    private static void backendTimer(AtomicLong left, Consumer<String> write, Runnable end) {
        Vertx.currentContext().owner().setPeriodic(TICK.toMillis(), timer -> {
            if (left.getAndDecrement() > 0) {
                write.accept(".");
            } else {
                Vertx.currentContext().owner().cancelTimer(timer);
                end.run();
            }
        });
    }

    @Test
    void anAnswerThatBreaksOffIsCutForTheClientToo() {
        var backend = backend(request -> {
            request.response().putHeader("Content-Length", "100").write("half");
            request.response().write("").onComplete(done -> request.connection().close());
        });
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        assertThatThrownBy(() -> gateway.calls().get("/app")).hasMessage("no answer");
        Backend.until("counted", () -> count(gateway, "app", "broken") == 1);
        assertThat(backend.requests).hasValue(1);
    }

    @Test
    void whatTheClientGivesUpIsGivenUpAtTheServer() throws IOException {
        var dropped = new LinkedBlockingQueue<String>();
        var backend = backend(request -> request.connection().closeHandler(gone -> dropped.add("dropped")));
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            write(socket.getOutputStream(), "GET /app HTTP/1.1\r\nHost: h\r\n\r\n");
            Backend.until("it has come", () -> backend.requests.get() == 1);
        }
        Backend.until("the server's connection is closed", () -> dropped.size() == 1);
        Backend.until("counted", () -> count(gateway, "app", "abandoned") == 1);
        assertThat(gauge(gateway, "parley.upstream.in.flight")).isZero();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Test
    void moreThanMayBeUnderWayIsRefused() {
        var held = new LinkedBlockingQueue<HttpServerRequest>();
        var backend = backend(held::add);
        var gateway =
                open.gatewayBefore(Backend.upstream("app", backend).places(2).config());
        var answers = new LinkedBlockingQueue<Integer>();
        for (int i = 0; i < 2; i++) {
            new Thread(() -> answers.add(gateway.calls().get("/app").statusCode())).start();
        }
        Backend.until("both are held", () -> held.size() == 2);
        assertThat(gauge(gateway, "parley.upstream.in.flight")).isEqualTo(2);
        var third = gateway.calls().get("/app");
        refused(third, 503);
        assertThat(HttpCalls.header(third, "Retry-After")).isEqualTo("1");
        held.forEach(request -> request.response().end());
        Backend.until("both are answered", () -> answers.size() == 2);
        assertThat(answers).containsOnly(200);
        // There is room again.
        new Thread(() -> answers.add(gateway.calls().get("/app").statusCode())).start();
        Backend.until("it has come", () -> held.size() == 3);
        held.forEach(request -> {
            if (!request.response().ended()) {
                request.response().end();
            }
        });
        Backend.until("answered", () -> answers.size() == 3);
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsRefusedAtOnce() {
        var backend = Backend.echoing();
        open.add(backend);
        var gateway = open.gatewayBefore(
                Backend.upstream("app", backend).bodyBytes(10).config());
        var answer = gateway.calls().send(gateway.calls().request("POST", "/app", "12345678901"));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(HttpCalls.json(answer).getString("code")).isEqualTo("PAYLOAD_TOO_LARGE");
        assertThat(backend.requests).hasValue(0);
        assertThat(gateway.calls()
                        .send(gateway.calls().request("POST", "/app", "1234567890"))
                        .body())
                .endsWith("\n1234567890");
    }

    @Test
    void aBodyThatTurnsOutTooLargeIsRefusedAndTheServerNeverSeesItsEnd() {
        var ended = new AtomicBoolean();
        var backend = backend(request -> request.handler(piece -> {}).endHandler(end -> ended.set(true)));
        var gateway = open.gatewayBefore(
                Backend.upstream("app", backend).bodyBytes(10).config());
        var reply = new RawHttp(gateway.port())
                .exchange("POST /app HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "6\r\n123456\r\n6\r\n123456\r\n0\r\n\r\n");
        assertThat(reply.statusCode()).as(reply.text()).isEqualTo(413);
        assertThat(ended).isFalse();
        assertThat(gauge(gateway, "parley.upstream.in.flight")).isZero();
    }

    /** Answered before it has said everything, a client has no more than its limit to say. */
    @Test
    void whoIsAnsweredAndDoesNotStopIsCut() throws IOException {
        var backend = backend(request -> request.response().end("enough"));
        var gateway = open.gatewayBefore(
                Backend.upstream("app", backend).bodyBytes(100_000).config());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            write(
                    socket.getOutputStream(),
                    "POST /app HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            Backend.until("it is over", () -> count(gateway, "app", "2xx") == 1);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            write(socket.getOutputStream(), "2710\r\n" + "x".repeat(10_000) + "\r\n");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void chunksPassAsChunksAndAnExpectationIsMet() {
        var echo = Backend.echoing();
        open.add(echo);
        var gateway = open.gatewayBefore(Backend.upstream("app", echo).config());
        var reply = new RawHttp(gateway.port())
                .exchange("POST /app HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                        + "Expect: 100-continue\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        assertThat(reply.text())
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")
                .contains("\ntransfer-encoding: chunked\n")
                .contains("\nhello")
                .doesNotContain("expect:");
    }

    @Test
    void aClientOfHttp10GetsAnAnswerOfUnknownLength() {
        var backend = backend(request -> {
            request.response().setChunked(true).write("one ");
            request.response().end("two");
        });
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        var reply = new RawHttp(gateway.port()).exchange("GET /app HTTP/1.0\r\nHost: h\r\n\r\n");
        assertThat(reply.text()).contains(" 200 OK").endsWith("\r\n\r\none two");
    }

    @Test
    void anEventStreamSaysThatItIsOneBeforeItsFirstEvent() throws IOException {
        var finish = Promise.<Void>promise();
        var backend = backend(request -> {
            request.response()
                    .putHeader("Content-Type", "text/event-stream")
                    .setChunked(true)
                    .writeHead();
            finish.future().onSuccess(now -> request.response().end("data: x\n\n"));
        });
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            write(socket.getOutputStream(), "GET /app HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            var first = new byte[1024];
            int read = socket.getInputStream().read(first);
            assertThat(new String(first, 0, read, StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("text/event-stream");
            finish.complete();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("data: x");
        }
    }

    /** More than all buffers on the way hold, read a little at a time at the other end. */
    @Test
    void anAnswerIsReadNoFasterThanTheClientTakesIt() throws IOException {
        var piece = Buffer.buffer(new byte[64 * 1024]);
        long total = 1024L * piece.length();
        var written = new AtomicLong();
        var backend = backend(request -> {
            var response = request.response().putHeader("Content-Length", Long.toString(total));
            pump(response, piece, written, total);
        });
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(64 * 1024);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
            socket.setSoTimeout(20_000);
            write(socket.getOutputStream(), "GET /app HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            Backend.until("it does not move any more", () -> stands(written));
            assertThat(written.get()).isLessThan(total / 2);
            long read = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            assertThat(read).isGreaterThan(total).isLessThan(total + 4096);
        }
        assertThat(written).hasValue(total);
        Backend.until("counted", () -> count(gateway, "app", "2xx") == 1);
    }

    private static void pump(HttpServerResponse response, Buffer piece, AtomicLong written, long total) {
        while (written.get() < total && !response.writeQueueFull()) {
            written.addAndGet(piece.length());
            response.write(piece);
        }
        if (written.get() < total) {
            response.drainHandler(drained -> pump(response, piece, written, total));
        } else {
            response.end();
        }
    }

    /** The same for half a second. */
    private static boolean stands(AtomicLong counter) {
        long before = counter.get();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        return before > 0 && counter.get() == before;
    }

    @Test
    void aBodyIsReadNoFasterThanTheServerTakesIt() throws Exception {
        long total = 64L * 1024 * 1024;
        var paused = new LinkedBlockingQueue<HttpServerRequest>();
        var read = new AtomicLong();
        var backend = backend(request -> {
            request.pause();
            request.handler(piece -> read.addAndGet(piece.length()));
            request.endHandler(end -> request.response().end("read " + read));
            paused.add(request);
        });
        var gateway = open.gatewayBefore(
                Backend.upstream("app", backend).bodyBytes(Integer.MAX_VALUE).config());
        var written = new AtomicLong();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            write(out, "POST /app HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: " + total + "\r\n\r\n");
            var writing = new Thread(() -> {
                var piece = new byte[64 * 1024];
                try {
                    while (written.get() < total) {
                        out.write(piece);
                        written.addAndGet(piece.length);
                    }
                } catch (IOException e) {
                    written.set(-1);
                }
            });
            writing.start();
            Backend.until("it does not move any more", () -> stands(written));
            assertThat(written.get()).isLessThan(total / 2);
            var request = paused.take();
            backend.vertx.runOnContext(now -> request.resume());
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains(" 200 OK")
                    .endsWith("read " + total);
            writing.join();
        }
    }

    @Test
    void aBodyThatWaitsForItsTokenIsWhole() {
        var echo = Backend.answering(request ->
                request.body().onSuccess(body -> request.response().end(Integer.toString(body.length()))));
        open.add(echo);
        var gateway = open.gatewayBefore(
                Backend.upstream("app", echo).access(Access.USER).config());
        var http = gateway.calls();
        var body = "x".repeat(3_000_000);
        for (int i = 0; i < 3; i++) {
            var answer = http.send(http.request("POST", "/app")
                    .header("Authorization", "Bearer " + gateway.token())
                    .method("POST", BodyPublishers.ofString(body)));
            assertThat(answer.body()).isEqualTo("3000000");
        }
    }

    @Test
    void whoIsNotWellIsLeftOutUntilItIsAgain() {
        var well = new AtomicBoolean(true);
        var checked = backend(request -> {
            if (request.path().equals("/healthz")) {
                request.response().setStatusCode(well.get() ? 204 : 500).end();
            } else {
                request.response().end("checked");
            }
        });
        var other = Backend.saying("other");
        open.add(other);
        var check = new HealthCheck("/healthz", Duration.ofMillis(50), Duration.ofSeconds(5), 2, 2);
        var gateway = open.gatewayBefore(
                Backend.upstream("app", checked, other).health(check).config());
        GatewayConfig.ALL_ROLES.forEach(
                role -> gateway.verticles.answer(HealthAddresses.of(role), ask -> new HealthReport(role, List.of())));
        var http = gateway.calls();
        assertThat(saidBy(http)).containsOnly("checked", "other");

        well.set(false);
        Backend.until("it is down", () -> gauge(gateway, "parley.upstream.addresses", "state", "down") == 1);
        assertThat(saidBy(http)).containsOnly("other");
        gateway.nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());
        var ready = HttpCalls.json(http.get("/health/ready"));
        assertThat(ready.getString("status")).isEqualTo("up");
        assertThat(ready.getJsonArray("warnings").getList())
                .asList()
                .contains("gateway: upstream app: 1 of 2 addresses down");

        well.set(true);
        Backend.until("it is up", () -> gauge(gateway, "parley.upstream.addresses", "state", "up") == 2);
        assertThat(saidBy(http)).containsOnly("checked", "other");
    }

    private static Set<String> saidBy(HttpCalls http) {
        return IntStream.range(0, 6).mapToObj(i -> http.get("/app").body()).collect(Collectors.toSet());
    }

    /** Whoever took no connection is asked again once it is well, which may be before it would be tried again. */
    @Test
    void whoComesBackIsFound() {
        int port = Backend.nobody();
        var check = new HealthCheck("/", Duration.ofMillis(50), Duration.ofSeconds(5), 1, 1);
        var gateway =
                open.gatewayBefore(Backend.upstream("app", port).health(check).config());
        refused(gateway.calls().get("/app"), 503);
        open.add(Backend.answering(
                port, new HttpServerOptions(), request -> request.response().end("back")));
        Backend.until("it is up", () -> gauge(gateway, "parley.upstream.addresses", "state", "up") == 1);
        assertThat(gateway.calls().get("/app").body()).isEqualTo("back");
    }

    @Test
    void anUpstreamIsCountedByTheAddressLimit() {
        var echo = Backend.echoing();
        open.add(echo);
        var gateway = TestGateway.before(
                new HttpLimits(1024, 1, 2), Backend.upstream("app", echo).config());
        open.add(gateway);
        var statuses = IntStream.range(0, 3)
                .mapToObj(i -> gateway.calls().get("/app").statusCode())
                .toList();
        assertThat(statuses).isEqualTo(List.of(200, 200, 429));
    }

    @Test
    void whileTheGatewayLeavesNothingNewIsTakenAndWhatIsUnderWayEnds() throws Exception {
        BlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();
        var backend = backend(held::add);
        var gateway = open.gatewayBefore(Backend.upstream("app", backend).config());
        var answer = new CompletableFuture<String>();
        new Thread(() -> answer.complete(gateway.calls().get("/app").body())).start();
        var running = held.poll(10, TimeUnit.SECONDS);
        assertThat(running).isNotNull();
        gateway.drainUpstreams(Duration.ofSeconds(1));
        refused(gateway.calls().get("/app"), 503);
        backend.vertx.runOnContext(now -> running.response().end("in time"));
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("in time");
    }
}
