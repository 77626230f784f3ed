package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.RoomId;
import dev.parley.model.presence.AttachDevice;
import dev.parley.model.presence.DetachDevice;
import dev.parley.model.presence.SetPresence;
import dev.parley.model.rooms.AdvanceReceipt;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketDoorTest {
    private World world;

    @BeforeAll
    void open() {
        world = World.open();
    }

    @AfterEach
    void closeClients() {
        world.closeClients();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void firstFrameAuthenticatesAndIsToldWhoItIs() {
        var client = world.webSocket();

        var ready = client.request("auth", new JsonObject().put("token", world.token(world.ann)));

        var data = ready.getJsonObject("data");
        assertThat(ready.getString("type")).isEqualTo("ready");
        assertThat(data.getString("userId")).isEqualTo(world.ann.id().value());
        assertThat(data.getString("sessionId")).isEqualTo(world.session.value());
        assertThat(data.getLong("heartbeatMs")).isEqualTo(25_000);
        assertThat(data.getJsonObject("limits").getInteger("frameBytes")).isEqualTo(65_536);
        assertThat(client.request("ping", null).getString("type")).isEqualTo("pong");
    }

    @Test
    void beforeAuthEverythingElseIsRefusedAndTheSocketLives() {
        var client = world.webSocket();

        for (var operation : List.of("ping", "message.send", "sync", "rooms", "no.such")) {
            assertThat(client.refusal(operation, new JsonObject())).isEqualTo("UNAUTHENTICATED");
        }
        client.authenticate(world.token(world.ann));
    }

    @Test
    void whatIsSentBehindAuthWaitsForItsVerdict() {
        var client = world.webSocket();

        int auth = client.send("auth", new JsonObject().put("token", world.token(world.ann)));
        int rooms = client.send("rooms", null);

        assertThat(client.frame(frame -> frame.containsKey("id")).getInteger("id"))
                .isEqualTo(auth);
        assertThat(client.frame(frame -> frame.containsKey("id")).getInteger("id"))
                .isEqualTo(rooms);
    }

    @Test
    void badTokenIsToldAndClosesWith4401() {
        var client = world.webSocket();

        assertThat(client.refusal("auth", new JsonObject().put("token", "a.b.c")))
                .isEqualTo("UNAUTHENTICATED");
        assertThat(client.closeCode()).isEqualTo(4401);
    }

    @Test
    void tokenInTheUpgradeMakesItReadyAtOnce() {
        var client = world.connect("/api/v1/ws", Map.of("Authorization", "Bearer " + world.token(world.ann)));

        assertThat(client.event("ready").getJsonObject("data").getString("userId"))
                .isEqualTo(world.ann.id().value());
        assertThat(client.request("rooms", null).getString("type")).isEqualTo("ack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer a.b.c", "Bearer ", "Basic YTpi", "bearer"})
    void badTokenInTheUpgradeIsRefusedBeforeIt(String header) {
        assertThat(refusedUpgrade(Map.of("Authorization", header))).isEqualTo(401);
    }

    @Test
    void foreignOriginIsRefusedBeforeTheUpgrade() {
        assertThat(refusedUpgrade(Map.of("Origin", "https://evil.example"))).isEqualTo(403);
        assertThat(world.connect("/api/v1/ws", Map.of("Origin", TestGateway.HOME))
                        .isOpen())
                .isTrue();
    }

    @Test
    void sameUsersNewTokenExtendsAndAnothersIsRefused() {
        var client = world.ready(world.ann);

        client.authenticate(world.token(world.ann));
        assertThat(client.refusal("auth", new JsonObject().put("token", world.token(world.bob))))
                .isEqualTo("FORBIDDEN");
        assertThat(client.refusal("auth", new JsonObject().put("token", "a.b.c")))
                .isEqualTo("UNAUTHENTICATED");
        assertThat(client.request("ping", null).getString("type")).isEqualTo("pong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "[]", "7", "null", "\"auth\"", "{", "{\"type\":\"ping\"", "[[[[[[", "{]", "\u0000"})
    void unreadableFrameClosesWith4400(String text) {
        var client = world.ready(world.ann);

        client.sendText(text);

        assertThat(client.closeCode()).isEqualTo(4400);
    }

    @Test
    void nestingWithoutEndAndNumbersWithoutEndAreUnreadable() {
        for (var text : List.of("{\"a\":".repeat(10_000), "{\"id\":" + "9".repeat(60_000) + ",\"type\":\"ping\"}")) {
            var client = world.ready(world.ann);
            client.sendText(text);
            assertThat(client.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void binaryFrameClosesWith4400() {
        var client = world.ready(world.ann);

        World.await(client.socket().writeBinaryMessage(Buffer.buffer("{\"type\":\"ping\"}")));

        assertThat(client.closeCode()).isEqualTo(4400);
    }

    @Test
    void textThatIsNotUtf8ClosesWith1007() {
        var client = world.ready(world.ann);

        World.await(client.socket()
                .writeFrame(new WebSocketFrameImpl(WebSocketFrameType.TEXT, new byte[] {(byte) 0xC3, '('}, true)));

        assertThat(client.closeCode()).isEqualTo(1007);
    }

    @Test
    void messageMayBeginWithAnEmptyFragment() {
        var client = world.ready(world.ann);

        World.await(client.socket().writeFrame(WebSocketFrame.textFrame("", false)));
        World.await(client.socket()
                .writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("{\"type\":\"ping\",\"id\":7}"), true)));

        client.drop(frame -> Integer.valueOf(7).equals(frame.getValue("id"))
                && frame.getString("type").equals("pong"));
    }

    @Test
    void frameOverItsLimitClosesWith1009WholeOrInPieces() {
        var whole = world.ready(world.ann);
        whole.sendText("x".repeat(65_537));
        assertThat(whole.closeCode()).isEqualTo(1009);

        var huge = world.ready(world.ann);
        huge.sendText("x".repeat(Realtime.MAX_WEB_SOCKET_BYTES + 1));
        assertThat(huge.closeCode()).isEqualTo(1009);

        var pieces = world.ready(world.ann);
        World.await(pieces.socket().writeFrame(WebSocketFrame.textFrame("x".repeat(200_000), false)));
        World.await(
                pieces.socket().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("x".repeat(200_000)), true)));
        assertThat(pieces.closeCode()).isEqualTo(1009);

        var wide = world.ready(world.ann); // 65,536 characters or fewer, but more bytes
        wide.sendText("ü".repeat(40_000));
        assertThat(wide.closeCode()).isEqualTo(1009);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":7}",
                "{\"type\":null}",
                "{\"type\":\"no.such\"}",
                "{\"type\":\"message.send\"}",
                "{\"type\":\"message.send\",\"data\":7}",
                "{\"type\":\"message.send\",\"data\":[]}",
                "{\"type\":\"message.send\",\"data\":{\"roomId\":{}}}",
                "{\"type\":\"ping\",\"id\":{}}",
                "{\"type\":\"ping\",\"id\":1.5}",
                "{\"type\":\"ping\",\"id\":true}",
                "{\"type\":\"auth\",\"data\":{\"token\":7}}",
                "{\"type\":\"auth\"}",
                "{\"type\":\"room.focus\",\"data\":{\"roomId\":7}}",
                "{\"type\":\"sync\",\"data\":{\"rooms\":[]}}",
            })
    void whatIsReadableButWrongIsRefusedAndTheSocketLives(String text) {
        var client = world.ready(world.ann);

        client.sendText(text);

        var error = client.frame(frame -> true);
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error.containsKey("id")).isTrue();
        assertThat(error.getJsonObject("error").getString("code")).isEqualTo("INVALID_REQUEST");
        assertThat(error.getJsonObject("error").getBoolean("retryable")).isFalse();
        assertThat(error.getJsonObject("error").getJsonArray("errors")).isNotEmpty();
        assertThat(client.request("ping", null).getString("type")).isEqualTo("pong");
    }

    @Test
    void idComesBackAsItWasGiven() {
        var client = world.ready(world.ann);

        for (Object id : List.of("a", "", 7, Long.MAX_VALUE, "x".repeat(128))) {
            client.sendText(new JsonObject().put("type", "ping").put("id", id).encode());
            assertThat(client.frame(frame -> true).getValue("id")).isEqualTo(id);
        }
        client.sendText("{\"type\":\"ping\"}");
        assertThat(client.frame(frame -> true).containsKey("id")).isFalse();
    }

    @Test
    void operationsReachTheirVerticlesAndAreAcknowledged() throws Exception {
        var client = world.ready(world.ann);
        var room = new JsonObject().put("roomId", "r1");

        assertThat(client.request("receipt.read", room.copy().put("seq", 9)).getJsonObject("data"))
                .isEqualTo(new JsonObject());
        assertThat(client.request("typing", room.copy().put("active", true)).getString("type"))
                .isEqualTo("ack");
        assertThat(client.request("sync", new JsonObject().put("rooms", new JsonObject().put("r1", 3)))
                        .getJsonObject("data")
                        .getJsonArray("rooms")
                        .getJsonObject(0)
                        .getLong("lastSeq"))
                .isEqualTo(7);
        assertThat(client.request("history", room).getJsonObject("data").getBoolean("hasMore"))
                .isFalse();
        assertThat(client.request("presence.subscribe", new JsonObject().put("userIds", new JsonArray()))
                        .getJsonObject("data")
                        .getJsonArray("presence"))
                .isEmpty();
        assertThat(world.rooms.asked).contains(new AdvanceReceipt(world.ann.id(), new RoomId("r1"), 9, true));
    }

    @Test
    void refusalOfAVerticleIsTheClientsAnswer() {
        var client = world.ready(world.ann);
        world.rooms.forbidden.put(new RoomId("closed"), Failure.forbidden("Not a member"));

        var refused = client.request(
                "message.delete", new JsonObject().put("roomId", "closed").put("messageId", "m"));

        assertThat(refused.getJsonObject("error").getString("code")).isEqualTo("FORBIDDEN");
        assertThat(refused.getJsonObject("error").getString("message")).isEqualTo("Not a member");
    }

    @Test
    void presenceHearsOfEachSocketComingAndGoing() throws Exception {
        var carl = World.user("carl");
        var client = world.ready(carl);
        var hello = told(AttachDevice.class, carl);

        assertThat(hello.nodeId()).isEqualTo(TestGateway.NODE);
        assertThat(client.request("presence.set", new JsonObject().put("status", "busy"))
                        .getString("type"))
                .isEqualTo("ack");
        World.await(client.socket().close());

        Record next = told();
        assertThat(next).isInstanceOf(SetPresence.class);
        assertThat(((SetPresence) next).deviceId()).isEqualTo(hello.deviceId());
        assertThat(told()).isEqualTo(new DetachDevice(carl.id(), hello.deviceId(), TestGateway.NODE));
    }

    private Record told() throws InterruptedException {
        var next = world.presence.told.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private AttachDevice told(Class<AttachDevice> type, PublicUser user) throws Exception {
        while (true) {
            if (told() instanceof AttachDevice hello && hello.userId().equals(user.id())) {
                return hello;
            }
        }
    }

    private int refusedUpgrade(Map<String, String> headers) {
        var cause = catchThrowable(() -> World.await(world.attempt("/api/v1/ws", headers)));
        assertThat(cause).isInstanceOf(UpgradeRejectedException.class);
        return ((UpgradeRejectedException) cause).getStatus();
    }
}
