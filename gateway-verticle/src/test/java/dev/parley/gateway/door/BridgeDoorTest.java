package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.presence.Presence;
import dev.parley.model.presence.PresenceStatus;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the bridge's own: its envelope, its inbox, and that it is no way to the event bus. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BridgeDoorTest {
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
    void replyIsTheDataAndRefusalIsAFailureAsTheEventBusKnowsIt() {
        var bridge = ready();

        bridge.sendText(send("parley.rooms", new JsonObject()));
        assertThat(bridge.frame(frame -> true))
                .isEqualTo(new JsonObject(
                        "{\"type\":\"rec\",\"address\":\"r\",\"body\":{\"rooms\":[],\"nextCursor\":null}}"));

        bridge.sendText(send("parley.history", new JsonObject()));
        var error = bridge.frame(frame -> true);
        assertThat(error.getString("type")).isEqualTo("err");
        assertThat(error.getString("address")).isEqualTo("r");
        assertThat(error.getInteger("failureCode")).isEqualTo(400);
        assertThat(error.getString("failureType")).isEqualTo("RECIPIENT_FAILURE");
        assertThat(error.getString("message")).isEqualTo("INVALID_REQUEST");
        assertThat(error.getJsonObject("error").getJsonArray("errors")).isNotEmpty();
    }

    @Test
    void inboxHoldsEveryEventOnceItIsRegisteredAndNotBefore() {
        var bridge = ready();
        World.until("attached", () -> world.rooms.directory.isAttached(world.ann.id()));
        World.await(world.rooms.deliver(List.of(world.ann.id()), "presence", online()));
        bridge.sendText(send("parley.ping", null));
        assertThat(bridge.frame(frame -> true).getString("address")).isEqualTo("r"); // so the event has been here

        bridge.sendText(register("parley.inbox." + world.ann.id()));
        bridge.sendText(send("parley.ping", null));
        assertThat(bridge.frame(frame -> true).getString("address")).isEqualTo("r"); // the pong, and no event before
        World.await(world.rooms.deliver(List.of(world.ann.id()), "presence", online()));

        var event = bridge.frame(frame -> true);
        assertThat(event.getString("type")).isEqualTo("rec");
        assertThat(event.getString("address")).isEqualTo("parley.inbox." + world.ann.id());
        assertThat(event.getJsonObject("body").getString("type")).isEqualTo("presence");
        assertThat(event.getJsonObject("body").getJsonObject("data").getString("status"))
                .isEqualTo("online");

        bridge.sendText(new JsonObject()
                .put("type", "unregister")
                .put("address", "parley.inbox." + world.ann.id())
                .encode());
        bridge.sendText(send("parley.ping", null));
        assertThat(bridge.frame(frame -> true).getString("address")).isEqualTo("r");
        World.await(world.rooms.deliver(List.of(world.ann.id()), "presence", online()));
        bridge.sendText(send("parley.ping", null));
        assertThat(bridge.frame(frame -> true).getString("address")).isEqualTo("r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parley.inbox.somebody-else", "parley.auth.log-in", "parley.secret", "x", "", "*"})
    void nothingButOnesOwnInboxCanBeRegistered(String address) {
        var bridge = ready();

        bridge.sendText(register(address));

        var error = bridge.frame(frame -> true);
        assertThat(error.getString("type")).isEqualTo("err");
        assertThat(error.getInteger("failureCode")).isEqualTo(403);
        world.vertx.eventBus().publish(address.isEmpty() ? "x" : address, "for insiders");
        bridge.sendText(send("parley.ping", null));
        assertThat(bridge.frame(frame -> true).getString("address")).isEqualTo("r"); // and nothing before
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "publish"})
    void nothingReachesTheEventBus(String how) {
        var heard = new CopyOnWriteArrayList<Object>();
        var addresses =
                List.of("parley.internal", "internal", "parley.inbox." + world.ann.id(), "parley.live.gateway-gone");
        for (var address : addresses) {
            World.await(world.vertx
                    .eventBus()
                    .consumer(address, message -> heard.add(String.valueOf(message.body())))
                    .completion());
        }
        var bridge = ready();

        for (var address : addresses) {
            bridge.sendText(new JsonObject(send(address, new JsonObject().put("x", 1)))
                    .put("type", how)
                    .put("headers", new JsonObject().put("userId", "someone"))
                    .encode());
            var error = bridge.frame(frame -> true);
            assertThat(error.getString("type")).isEqualTo("err");
            assertThat(error.getString("message")).isIn("FORBIDDEN", "INVALID_REQUEST");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void beforeAuthNothingIsDoneAndNothingRegistered() {
        var bridge = world.connect("/eventbus/websocket", Map.of());

        bridge.sendText(register("parley.inbox." + world.ann.id()));
        assertThat(bridge.frame(frame -> true).getInteger("failureCode")).isEqualTo(401);
        bridge.sendText(send("parley.rooms", new JsonObject()));
        assertThat(bridge.frame(frame -> true).getInteger("failureCode")).isEqualTo(401);
    }

    @Test
    void registrationBehindAuthWaitsForItsVerdict() {
        var bridge = world.connect("/eventbus/websocket", Map.of());

        bridge.sendText(send("parley.auth", new JsonObject().put("token", world.token(world.ann))));
        bridge.sendText(register("parley.inbox." + world.ann.id()));
        bridge.sendText(send("parley.ping", null));
        bridge.drop(frame -> frame.getJsonObject("body").isEmpty()); // up to the pong
        World.until("attached", () -> world.rooms.directory.isAttached(world.ann.id()));
        World.await(world.rooms.deliver(List.of(world.ann.id()), "presence", online()));

        assertThat(bridge.frame(frame -> true).getJsonObject("body").getString("type"))
                .isEqualTo("presence");
    }

    @Test
    void pingOfTheBridgeItselfNeedsNoAnswer() {
        var bridge = ready();

        bridge.sendText("{\"type\":\"ping\"}");
        bridge.sendText(send("parley.ping", null));

        assertThat(bridge.frame(frame -> true).getString("address")).isEqualTo("r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":7}",
                "{\"type\":\"send\"}",
                "{\"type\":\"send\",\"address\":7}",
                "{\"type\":\"send\",\"address\":\"parley.rooms\",\"body\":7}",
                "{\"type\":\"send\",\"address\":\"parley.rooms\",\"replyAddress\":7}",
                "{\"type\":\"send\",\"address\":\"parley.rooms\",\"headers\":7,\"body\":[]}",
                "{\"type\":\"register\"}",
                "{\"type\":\"register\",\"address\":{}}",
                "{\"type\":\"unregister\",\"address\":\"x\"}",
                "{\"type\":\"nonsense\",\"address\":\"x\"}",
            })
    void envelopesThatAreReadableButWrongDoNotHurt(String text) {
        var bridge = ready();

        bridge.sendText(text);

        bridge.sendText(send("parley.ping", null));
        assertThat(bridge.frame(frame -> "r".equals(frame.getValue("address"))).getString("type"))
                .isEqualTo("rec");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "null", "{"})
    void unreadableEnvelopeClosesWith4400(String text) {
        var bridge = ready();

        bridge.sendText(text);

        assertThat(bridge.closeCode()).isEqualTo(4400);
    }

    private TestClient ready() {
        var bridge = world.connect("/eventbus/websocket", Map.of());
        bridge.sendText(send("parley.auth", new JsonObject().put("token", world.token(world.ann))));
        assertThat(bridge.frame(frame -> true).getJsonObject("body").getString("userId"))
                .isEqualTo(world.ann.id().value());
        return bridge;
    }

    private Presence online() {
        return new Presence(world.ann.id(), PresenceStatus.ONLINE, null);
    }

    private static String send(String address, @Nullable JsonObject body) {
        return new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("body", body)
                .put("replyAddress", "r")
                .encode();
    }

    private static String register(String address) {
        return new JsonObject().put("type", "register").put("address", address).encode();
    }
}
