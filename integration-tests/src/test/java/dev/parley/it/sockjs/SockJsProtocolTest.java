package dev.parley.it.sockjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.Folders;
import dev.parley.it.system.ParleyProcess;
import dev.parley.it.system.Settings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the description of the protocol (sockjs-protocol 0.3.3) asks of a server, of the transports that are on: WebSocket,
 * raw WebSocket, XHR polling and streaming. Where Parley parts from it on purpose, the test says so and holds what Parley
 * does: no greeting, no cookies, no page for frames, origins by a list, session ids that cannot be guessed, 400 where the
 * description has 500 for what is the client's mistake.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SockJsProtocolTest {
    private static final String SOCK_JS = "/api/v1/sockjs";
    private static final String BRIDGE = "/eventbus";
    private static final String ALLOWED = "https://partner.example.org";
    private static final int PRELUDE = 2_048;
    private static final int STREAM_LIMIT = 128 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ParleyProcess process;
    private TestUser ann;

    @BeforeAll
    void start() {
        process = ParleyProcess.start(
                "sockjs",
                Folders.fresh("sockjs"),
                Settings.generousWith("gateway.heartbeat", "2 seconds", "gateway.allowedOrigins", ALLOWED));
        ann = Parley.at(process).user("Ann");
    }

    @AfterAll
    void stop() {
        process.close();
    }

    // ---- paths

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/", // Parley: no greeting, which tells everybody what runs here
                "/a",
                "/a.html",
                "//",
                "///",
                "/a/a",
                "/a/a/",
                "/a/",
                "/iframe.html", // Parley: no page that loads scripts from elsewhere
                "/iframe-a.html",
                "/iframe-.html",
                "/iframe-0.1.2.html",
                "/iframe-0.1.2abc-dirty.2144.html",
                "/chunking_test",
                "/000/abcdefgh/jsonp", // Parley: these check no origin
                "/000/abcdefgh/jsonp_send",
                "/000/abcdefgh/htmlfile",
                "/000/abcdefgh/eventsource"
            })
    void whatIsNoEndpointIsNotFound(String path) {
        for (var door : List.of(SOCK_JS, BRIDGE)) {
            assertThat(raw("GET", door + path + "?c=callback", "")).as(door).startsWith("HTTP/1.1 404");
            assertThat(raw("POST", door + path, "")).as(door).startsWith("HTTP/1.1 404");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a/abcdefgh", "/_/________", "/1/11111111", "/abcdefgh_i-j%20/abcdefg_i-j%20", "/000/zyxwvuts-0"
            })
    void anyServerAndAnyLongSessionWillDo(String path) {
        for (var door : List.of(SOCK_JS, BRIDGE)) {
            var unique = path + UUID.randomUUID().toString().substring(0, 8);
            assertThat(new XhrClient(http, at(door + unique)).post("xhr", "").body())
                    .isEqualTo("o\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "/a./abcdefgh",
                "/a/abcdefgh.",
                "/a/abcd.efgh",
                "/./.",
                "/",
                "///",
                "//abcdefgh",
                "/a//",
                "/a", // Parley: an id is a secret, so it is 8 characters or more
                "/a/abc",
                "/a/abcdefg"
            })
    void pathsWithDotsOrWithoutAnIdAreNone(String path) {
        for (var door : List.of(SOCK_JS, BRIDGE)) {
            for (var transport : List.of("/xhr", "/xhr_streaming", "/xhr_send")) {
                assertThat(raw("POST", door + path + transport, "[]"))
                        .as(door + path + transport)
                        .startsWith("HTTP/1.1 404");
            }
        }
    }

    @Test
    void theServersPartOfThePathIsIgnored() {
        var id = UUID.randomUUID();
        var one = new XhrClient(http, at(SOCK_JS + "/000/" + id));
        var other = new XhrClient(http, at(SOCK_JS + "/999/" + id));
        assertThat(one.poll()).isEqualTo("o\n");
        other.send(auth());
        assertThat(typeOf(one.messages().get(0))).isEqualTo("ready");
        one.send(ping("a"));
        assertThat(idOf(other.messages().get(0))).isEqualTo("a");
    }

    // ---- info

    @ParameterizedTest
    @ValueSource(strings = {SOCK_JS, BRIDGE})
    void infoTellsWhatMayBeTried(String door) {
        var client = new XhrClient(http, at(door));
        var answer = client.call("GET", "info");
        var info = new JsonObject(answer.body());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type")).isEqualTo("application/json; charset=UTF-8");
        assertThat(header(answer, "cache-control")).contains("no-store");
        assertThat(header(answer, "set-cookie")).isEmpty();
        assertThat(info.fieldNames()).contains("websocket", "cookie_needed", "origins", "entropy");
        assertThat(info.getBoolean("websocket")).isTrue();
        assertThat(info.getBoolean("cookie_needed"))
                .as("Parley: sessions need none")
                .isFalse();
        assertThat(info.getJsonArray("origins")).isEqualTo(new JsonArray().add("*:*"));
        assertThat(info.getLong("entropy")).isBetween(0L, (1L << 32) - 1);
    }

    @Test
    void entropyIsAnotherEachTime() {
        var client = new XhrClient(http, at(SOCK_JS));
        var seen = IntStream.range(0, 5)
                .mapToObj(each -> new JsonObject(client.call("GET", "info").body()).getLong("entropy"))
                .distinct();
        assertThat(seen).hasSizeGreaterThan(1);
    }

    // ---- CORS

    @ParameterizedTest
    @CsvSource({
        "/info, GET",
        "/000/abcdefgh/xhr, POST",
        "/000/abcdefgh/xhr_send, POST",
        "/000/abcdefgh/xhr_streaming, POST"
    })
    void preflightsOfAllowedOriginsAreAnswered(String path, String method) {
        var answer = new XhrClient(http, at(SOCK_JS + path.substring(0, path.lastIndexOf('/'))))
                .call(
                        "OPTIONS",
                        path.substring(path.lastIndexOf('/') + 1),
                        "Origin",
                        ALLOWED,
                        "Access-Control-Request-Method",
                        method,
                        "Access-Control-Request-Headers",
                        "a, b, c");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo(ALLOWED);
        assertThat(header(answer, "access-control-allow-credentials")).isEqualTo("true");
        assertThat(header(answer, "access-control-allow-methods")).contains("OPTIONS", method);
        assertThat(header(answer, "access-control-allow-headers")).isEqualTo("a, b, c");
        assertThat(Long.parseLong(header(answer, "access-control-max-age"))).isGreaterThan(1_000_000);
        assertThat(header(answer, "cache-control")).contains("public", "max-age");
        assertThat(header(answer, "set-cookie")).isEmpty();
    }

    /** Parley: the description echoes every origin, and would with its credentials. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://partner.example.org",
                "https://partner.example.org.evil.example"
            })
    void otherOriginsGetNothing(String origin) {
        var session = session();
        for (var transport : List.of("xhr", "xhr_send", "xhr_streaming")) {
            for (var method : List.of("POST", "OPTIONS")) {
                var answer = session.call(method, transport, "Origin", origin);
                assertThat(answer.statusCode()).as(method + transport).isEqualTo(403);
                assertThat(header(answer, "access-control-allow-origin")).isEmpty();
            }
        }
        assertThat(new XhrClient(http, at(SOCK_JS))
                        .call("GET", "info", "Origin", origin)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void allowedOriginsMayReadEveryAnswer() {
        var session = session();
        var opened = session.post("xhr", "", "Origin", ALLOWED);
        var sent = session.post("xhr_send", "[]", "Origin", ALLOWED);
        for (var answer : List.of(opened, sent)) {
            assertThat(header(answer, "access-control-allow-origin")).isEqualTo(ALLOWED);
            assertThat(header(answer, "access-control-allow-credentials")).isEqualTo("true");
        }
    }

    @Test
    void cookiesAreNeitherSetNorLookedAt() {
        var session = session();
        for (var cookie : List.of("JSESSIONID=abcdef", "JSESSIONID=; a=b")) {
            var opened = session().post("xhr", "", "Cookie", cookie);
            assertThat(opened.body()).isEqualTo("o\n");
            assertThat(header(opened, "set-cookie")).isEmpty();
        }
        assertThat(header(session.post("xhr", ""), "set-cookie")).isEmpty();
    }

    // ---- XHR polling

    @Test
    void pollOpensASession() {
        var opened = session().post("xhr", "");
        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.body()).isEqualTo("o\n");
        assertThat(header(opened, "content-type")).isEqualTo("application/javascript; charset=UTF-8");
        assertThat(header(opened, "cache-control")).contains("no-store", "no-cache");
    }

    @Test
    void messagesAreCarriedInOrder() {
        var session = ready();
        session.send(ping("a"), ping("b"));
        session.send(ping("c"));
        var ids = new ArrayList<String>();
        while (ids.size() < 3) {
            session.messages().forEach(message -> ids.add(idOf(message)));
        }
        assertThat(ids).containsExactly("a", "b", "c");
    }

    @Test
    void sendingIsAnsweredWithNothing() {
        var session = session();
        assertThat(session.poll()).isEqualTo("o\n");
        var sent = session.post("xhr_send", new JsonArray().add(auth()).encode());
        assertThat(sent.statusCode()).isEqualTo(204);
        assertThat(sent.body()).isEmpty();
        assertThat(header(sent, "content-type")).isEqualTo("text/plain; charset=UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "T",
                "application/json",
                "application/xml",
                "application/json; charset=utf-8",
                "text/xml; charset=utf-8",
                "text/xml"
            })
    void theBodysTypeDoesNotMatter(String type) {
        var session = ready();
        assertThat(session.post("xhr_send", new JsonArray().add(ping("a")).encode(), "Content-Type", type)
                        .statusCode())
                .isEqualTo(204);
        assertThat(idOf(session.messages().get(0))).isEqualTo("a");
    }

    /** Parley: 400, as it is the client's mistake; the description has 500. The session goes on either way. */
    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[\"x", "[\"a\",", "{}", "[7]", "[null]", "7", "[[\"a\"]]"})
    void bodiesThatAreNoArrayOfTextsAreRefused(String body) {
        var session = ready();
        assertThat(session.post("xhr_send", body).statusCode()).isEqualTo(400);
        session.send(ping("still there"));
        assertThat(idOf(session.messages().get(0))).isEqualTo("still there");
    }

    @Test
    void nothingCanBeSentToASessionThatIsNotThere() {
        assertThat(session().post("xhr_send", "[\"a\"]").statusCode()).isEqualTo(404);
    }

    @Test
    void onlyOneAtATimeMayPoll() throws Exception {
        var session = ready();
        try (var first = session.stream()) {
            assertThat(first.readLine()).hasSize(PRELUDE);
            assertThat(session.post("xhr", "").body()).isEqualTo("c[2010,\"Another connection still open\"]\n");
        }
    }

    @Test
    void onlyOneAtATimeMayStream() throws Exception {
        var session = ready();
        try (var first = session.stream();
                var second = session.stream()) {
            assertThat(first.readLine()).hasSize(PRELUDE);
            assertThat(second.readLine()).hasSize(PRELUDE);
            assertThat(second.readLine()).isEqualTo("c[2010,\"Another connection still open\"]");
            assertThat(second.readLine()).as("and no more").isNull();
        }
    }

    /** Parley: why is told before, as a message, since the library closes with 3000 whatever it was. */
    @Test
    void closedSessionsSayWhyUntilTheyAreForgotten() {
        var session = ready();
        session.send("not json");
        var error = new JsonObject(session.messages().get(0));
        assertThat(error.getJsonObject("error").getInteger("closeCode")).isEqualTo(4400);
        assertThat(session.poll()).isEqualTo("c[3000,\"Go away!\"]\n");
        assertThat(session.poll()).isEqualTo("c[3000,\"Go away!\"]\n");
        assertThat(session.post("xhr_send", "[]").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsBehindAPollThatBrokeOffIsOver() throws Exception {
        var session = ready();
        var stream = session.stream();
        assertThat(stream.readLine()).hasSize(PRELUDE);
        stream.close();
        Await.until(
                "the session is gone",
                Duration.ofSeconds(20),
                () -> session.post("xhr_send", "[]").statusCode() == 404);
    }

    // ---- XHR streaming

    @Test
    void streamsBeginWithAPreludeAndTheOpening() throws Exception {
        var session = session();
        try (var stream = session.stream()) {
            assertThat(stream.readLine()).isEqualTo("h".repeat(PRELUDE));
            assertThat(stream.readLine()).isEqualTo("o");
            session.send(auth());
            assertThat(typeOf(XhrClient.messages(frame(stream)).get(0))).isEqualTo("ready");
            session.send(ping("a"));
            assertThat(idOf(XhrClient.messages(frame(stream)).get(0))).isEqualTo("a");
        }
    }

    @Test
    void streamsEndAtTheirLimitAndTheNextGoesOnWhereTheyWere() throws Exception {
        var session = ready();
        var ids = new ArrayList<String>();
        int sent = 0;
        long first = 0;
        try (var stream = session.stream()) {
            assertThat(stream.readLine()).hasSize(PRELUDE);
            first = PRELUDE;
            String line = "";
            while (line != null) {
                if (first < 2 * STREAM_LIMIT && ids.size() == sent) {
                    var batch = IntStream.range(sent, sent + 40)
                            .mapToObj(each -> ping("%0100d".formatted(each)))
                            .toArray(String[]::new);
                    session.send(batch);
                    sent += batch.length;
                }
                line = stream.readLine();
                if (line != null) {
                    first += line.length() + 1;
                    collect(line, ids);
                }
            }
        }
        assertThat(first).isBetween((long) STREAM_LIMIT, 2L * STREAM_LIMIT);
        while (ids.size() < sent) {
            collect(session.poll().strip(), ids);
        }
        assertThat(ids)
                .containsExactlyElementsOf(
                        IntStream.range(0, sent).mapToObj("%0100d"::formatted).toList());
    }

    // ---- WebSocket

    @Test
    void socketsCarryArraysOfMessages() {
        try (var socket = socket()) {
            assertThat(socket.next()).isEqualTo("o");
            socket.send(new JsonArray().add(auth()).add(ping("a")).encode());
            assertThat(typeOf(XhrClient.messages(socket.next()).get(0))).isEqualTo("ready");
            assertThat(idOf(XhrClient.messages(socket.next()).get(0))).isEqualTo("a");
        }
    }

    @Test
    void socketsTakeOneMessageWithoutAnArrayAndIgnoreEmptyOnes() {
        try (var socket = readySocket()) {
            socket.send("");
            socket.send("[]");
            socket.send(new JsonArray().add(ping("a")).encode().replaceAll("^\\[|]$", ""));
            assertThat(idOf(XhrClient.messages(socket.next()).get(0))).isEqualTo("a");
        }
    }

    /** Parley: the description only closes; here a frame says why before. */
    @ParameterizedTest
    @ValueSource(strings = {"[\"x", "x", "{}", "[7]", "[null]"})
    void socketsWithBrokenJsonAreClosed(String text) {
        try (var socket = readySocket()) {
            socket.send(text);
            assertThat(socket.next()).startsWith("c[4400,\"");
            assertThat(socket.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void socketsOfOneSessionIdAreNotOneSession() {
        var address = at(SOCK_JS + "/000/" + UUID.randomUUID() + "/websocket");
        try (var one = new FrameSocket(http, address);
                var two = new FrameSocket(http, address)) {
            assertThat(one.next()).isEqualTo("o");
            assertThat(two.next()).isEqualTo("o");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SOCK_JS + "/000/abcdefgh/websocket", SOCK_JS + "/websocket", BRIDGE + "/websocket"})
    void whatIsNoUpgradeIsRefused(String path) {
        assertThat(raw("GET", path, "")).startsWith("HTTP/1.1 400");
        // Parley: 404, as there is nothing to post to; the description has 405.
        assertThat(raw("POST", path, "")).startsWith("HTTP/1.1 404");
        assertThat(exchange("GET " + path
                        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a./abcdefgh/websocket", "/a/abcdefgh./websocket", "/a/abcd.efgh/websocket", "/a//websocket"})
    void socketsWithDotsOrWithoutAnIdAreNone(String path) {
        var refused = catchThrowable(() -> new FrameSocket(http, at(SOCK_JS + path)));
        assertThat(refused)
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .extracting(cause ->
                        ((WebSocketHandshakeException) cause).getResponse().statusCode())
                .isEqualTo(404);
    }

    @Test
    void rawSocketsCarryMessagesAsTheyAre() {
        try (var socket = new FrameSocket(http, at(SOCK_JS + "/websocket"))) {
            socket.send(auth());
            assertThat(typeOf(socket.next())).isEqualTo("ready");
            socket.send(ping("a"));
            assertThat(idOf(socket.next())).isEqualTo("a");
        }
    }

    // ---- heartbeats

    @Test
    void everyTransportBeats() throws Exception {
        var polling = ready();
        assertThat(beat(() -> polling.post("xhr", "").body())).isEqualTo("h\n");
        var streaming = ready();
        try (var stream = streaming.stream()) {
            assertThat(stream.readLine()).hasSize(PRELUDE);
            assertThat(beat(stream::readLine)).isEqualTo("h");
        }
        try (var socket = readySocket()) {
            assertThat(beat(socket::any)).isEqualTo("h");
        }
    }

    /** The next frame that is none of presence. */
    private static String beat(Callable<String> next) throws Exception {
        var frame = next.call();
        while (frame.startsWith("a[")) {
            assertThat(XhrClient.messages(frame)).isEmpty();
            frame = next.call();
        }
        return frame;
    }

    // ---- JSON

    static List<String> texts() {
        return List.of(
                "plain",
                "\"quoted\" \\ back / slash",
                "ü ß 漢字 🎉",
                range(0x00, 0x1f),
                range(0x7f, 0x9f),
                "\u00ad" + range(0x0600, 0x0604) + "\u070f\u17b4\u17b5",
                range(0x200c, 0x200f) + range(0x2028, 0x202f),
                range(0x2060, 0x206f) + "\ufeff",
                range(0xfff0, 0xfffd));
    }

    /** What JavaScript engines and proxies have broken on; as it is, and written as escapes. */
    @ParameterizedTest
    @MethodSource("texts")
    void everyTextGoesThereAndBack(String text) throws Exception {
        for (boolean escaped : new boolean[] {false, true}) {
            var frame = escaped ? escape(ping(text)) : ping(text);
            var polling = ready();
            polling.send(frame);
            assertThat(idOf(polling.messages().get(0))).as("polling").isEqualTo(text);
            var streaming = ready();
            try (var stream = streaming.stream()) {
                assertThat(stream.readLine()).hasSize(PRELUDE);
                streaming.send(frame);
                assertThat(idOf(XhrClient.messages(frame(stream)).get(0)))
                        .as("streaming")
                        .isEqualTo(text);
            }
            try (var socket = readySocket()) {
                socket.send(escape(new JsonArray().add(frame).encode()));
                assertThat(idOf(XhrClient.messages(socket.next()).get(0)))
                        .as("socket")
                        .isEqualTo(text);
            }
        }
    }

    private static String range(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Everything but ASCII as JSON's escapes. */
    private static String escape(String json) {
        var escaped = new StringBuilder();
        for (char c : json.toCharArray()) {
            escaped.append(c < 0x80 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return escaped.toString();
    }

    // ---- helpers

    private static void collect(String frame, List<String> ids) {
        if (!frame.equals("h")) {
            XhrClient.messages(frame).forEach(message -> ids.add(idOf(message)));
        }
    }

    /** The next frame of a stream but heartbeats and presence. */
    private static String frame(BufferedReader stream) throws IOException {
        while (true) {
            var line = stream.readLine();
            assertThat(line).isNotNull();
            if (!XhrClient.isUnasked(line)) {
                return line;
            }
        }
    }

    private XhrClient session() {
        return new XhrClient(http, at(SOCK_JS + "/000/" + UUID.randomUUID()));
    }

    private XhrClient ready() {
        var session = session();
        assertThat(session.poll()).isEqualTo("o\n");
        session.send(auth());
        assertThat(typeOf(session.messages().get(0))).isEqualTo("ready");
        return session;
    }

    private FrameSocket socket() {
        return new FrameSocket(http, at(SOCK_JS + "/000/" + UUID.randomUUID() + "/websocket"));
    }

    private FrameSocket readySocket() {
        var socket = socket();
        socket.send(new JsonArray().add(auth()).encode());
        assertThat(socket.next()).isEqualTo("o");
        assertThat(typeOf(XhrClient.messages(socket.next()).get(0))).isEqualTo("ready");
        return socket;
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + process.baseUri().getPort() + path);
    }

    private String auth() {
        return new JsonObject()
                .put("type", "auth")
                .put("data", new JsonObject().put("token", ann.accessToken()))
                .encode();
    }

    private static String ping(String id) {
        return new JsonObject().put("type", "ping").put("id", id).encode();
    }

    private static String typeOf(String frame) {
        return new JsonObject(frame).getString("type");
    }

    private static String idOf(String frame) {
        return new JsonObject(frame).getString("id");
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join(", ", answer.headers().allValues(name));
    }

    private String raw(String method, String target, String body) {
        return exchange(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    /** What comes back until the server closes. */
    private String exchange(String request) {
        try (var socket =
                new Socket(InetAddress.getByName("127.0.0.1"), process.baseUri().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
