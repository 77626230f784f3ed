package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.presence.Presence;
import dev.parley.model.presence.PresenceStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SockJS over XHR: for browsers behind proxies that let no WebSocket through. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class XhrDoorTest {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private World world;

    @BeforeAll
    void open() {
        world = World.open();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void pollingCarriesTheProtocol() throws Exception {
        var session = session("/api/v1/sockjs");
        assertThat(post(session + "/xhr", "").body()).isEqualTo("o\n");

        assertThat(send(session, auth()).statusCode()).isEqualTo(204);
        assertThat(message(post(session + "/xhr", "")).getString("type")).isEqualTo("ready");
        sent(session, "{\"type\":\"ping\",\"id\":1}");
        assertThat(message(post(session + "/xhr", "")).getString("type")).isEqualTo("pong");

        World.until("attached", () -> world.rooms.directory.isAttached(world.ann.id()));
        World.await(world.rooms.deliver(
                List.of(world.ann.id()), "presence", new Presence(world.bob.id(), PresenceStatus.AWAY, null)));
        assertThat(message(post(session + "/xhr", "")).getString("type")).isEqualTo("presence");
    }

    @Test
    void bridgePollsToo() throws Exception {
        var session = session("/eventbus");
        poll(session);
        sent(
                session,
                new JsonObject()
                        .put("type", "send")
                        .put("address", "parley.auth")
                        .put("replyAddress", "r")
                        .put("body", new JsonObject().put("token", world.token(world.bob)))
                        .encode());

        assertThat(message(post(session + "/xhr", "")).getJsonObject("body").getString("userId"))
                .isEqualTo(world.bob.id().value());
    }

    @Test
    void closingIsExplainedSinceTheLibraryKnowsOneCode() throws Exception {
        var session = session("/api/v1/sockjs");
        poll(session);

        sent(session, "not json");

        var error = message(post(session + "/xhr", "")).getJsonObject("error");
        assertThat(error.getInteger("closeCode")).isEqualTo(4400);
        assertThat(error.getString("code")).isEqualTo("INVALID_REQUEST");
        assertThat(post(session + "/xhr", "").body()).contains("c[3000,");
        assertThat(send(session, "{}").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{}", "[7]", "[null]", "[\"a\"", "7", "[[\"a\"]]"})
    void brokenBodiesAreTheClientsFault(String body) throws Exception {
        var session = session("/api/v1/sockjs");
        poll(session);

        assertThat(post(session + "/xhr_send", body).statusCode()).isEqualTo(400);
    }

    @Test
    void tooBigABodyIsTooLarge() throws Exception {
        var session = session("/api/v1/sockjs");
        poll(session);

        assertThat(post(session + "/xhr_send", "x".repeat(Realtime.MAX_WEB_SOCKET_BYTES + 1))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void foreignTokenCannotUseASessionNorCanNoTokenUseOneThatWasOpenedWithOne() throws Exception {
        var byFrame = session("/api/v1/sockjs");
        poll(byFrame);
        sent(byFrame, auth());
        poll(byFrame);
        var byHeader = session("/api/v1/sockjs");
        openAs(byHeader, world.token(world.ann));

        for (var session : List.of(byFrame, byHeader)) {
            for (var transport : List.of("/xhr_send", "/xhr", "/xhr_streaming")) {
                assertThat(as(session + transport, "[\"{}\"]", world.token(world.bob))
                                .statusCode())
                        .as(session + transport)
                        .isEqualTo(403);
            }
            assertThat(as(session + "/xhr_send", ping(), world.token(world.ann)).statusCode())
                    .isEqualTo(204);
        }
        assertThat(post(byHeader + "/xhr_send", ping()).statusCode()).isEqualTo(403);
        assertThat(post(byFrame + "/xhr_send", ping()).statusCode()).isEqualTo(204);
    }

    @Test
    void sessionIsNotTakenFromTheQuery() throws Exception {
        var victim = UUID.randomUUID().toString();
        openAs("/api/v1/sockjs/000/" + victim, world.token(world.ann));
        var mine = session("/api/v1/sockjs");
        openAs(mine, world.token(world.bob));

        var answer = as(mine + "/xhr_send?param0=" + victim, ping(), world.token(world.bob));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void sessionOfOneDoorIsNoneAtTheOther() throws Exception {
        var id = UUID.randomUUID();
        poll("/api/v1/sockjs/000/" + id);

        assertThat(post("/eventbus/000/" + id + "/xhr_send", ping()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void badTokensForeignOriginsAndShortIdsAreRefused() throws Exception {
        assertThat(as(session("/eventbus") + "/xhr", "", "a.b.c").statusCode()).isEqualTo(401);
        assertThat(post("/api/v1/sockjs/000/short/xhr", "").statusCode()).isEqualTo(404);
        for (var path : List.of("/xhr", "/xhr_send", "/xhr_streaming")) {
            var foreign = request(session("/api/v1/sockjs") + path, "")
                    .header("Origin", "https://evil.example")
                    .build();
            assertThat(http.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/iframe.html",
                "/iframe-1.html",
                "/chunking_test",
                "",
                "/",
                "/000/abcdefgh/jsonp",
                "/000/abcdefgh/jsonp_send",
                "/000/abcdefgh/htmlfile",
                "/000/abcdefgh/eventsource",
                "/../../secret"
            })
    void everythingElseOfTheLibraryIsOff(String path) throws Exception {
        for (var door : List.of("/api/v1/sockjs", "/eventbus")) {
            var get = HttpRequest.newBuilder(URI.create(base() + door + path + "?c=alert"))
                    .build();
            assertThat(http.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
            assertThat(post(door + path, "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void infoOffersWebSocketAndNeedsNoCookie() throws Exception {
        var get = HttpRequest.newBuilder(URI.create(base() + "/api/v1/sockjs/info"))
                .header("Origin", TestGateway.HOME)
                .build();

        var answer = http.send(get, BodyHandlers.ofString());

        var info = new JsonObject(answer.body());
        assertThat(info.getBoolean("websocket")).isTrue();
        assertThat(info.getBoolean("cookie_needed")).isFalse();
        assertThat(answer.headers().firstValue("access-control-allow-origin")).hasValue(TestGateway.HOME);
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void sessionThatNobodyPollsAnyMoreIsGone() throws Exception {
        int before = world.gateway.realtime().connectionCount();
        var session = session("/api/v1/sockjs");
        poll(session);
        sent(session, auth());

        World.until("forgotten", () -> world.gateway.realtime().connectionCount() <= before);
    }

    private String auth() {
        return new JsonObject()
                .put("type", "auth")
                .put("data", new JsonObject().put("token", world.token(world.ann)))
                .encode();
    }

    private static String ping() {
        return "[\"{\\\"type\\\":\\\"ping\\\"}\"]";
    }

    private static String session(String door) {
        return door + "/000/" + UUID.randomUUID();
    }

    private String base() {
        return "http://127.0.0.1:" + world.gateway.port();
    }

    private void poll(String session) throws Exception {
        assertThat(post(session + "/xhr", "").statusCode()).isEqualTo(200);
    }

    private void openAs(String session, String token) throws Exception {
        assertThat(as(session + "/xhr", "", token).statusCode()).isEqualTo(200);
    }

    private void sent(String session, String frame) throws Exception {
        assertThat(send(session, frame).statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> send(String session, String frame) throws Exception {
        return post(session + "/xhr_send", new JsonArray().add(frame).encode());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return exchange(request(path, body));
    }

    private HttpResponse<String> as(String path, String body, String token) throws Exception {
        return exchange(request(path, body).header("Authorization", "Bearer " + token));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(Duration.ofSeconds(15))
                .POST(BodyPublishers.ofString(body));
    }

    private static JsonObject message(HttpResponse<String> poll) {
        assertThat(poll.body()).startsWith("a[");
        return new JsonObject(new JsonArray(poll.body().substring(1)).getString(0));
    }
}
