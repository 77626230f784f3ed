package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Connection;
import dev.parley.it.client.Door;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One protocol: every operation and event, the same on each of the three doors. */
@ExtendWith(SharedParley.class)
class DoorsTest {
    private final Parley parley;
    private final TestUser ann;
    private final TestUser bob;
    private final String room;

    DoorsTest(Parley parley) {
        this.parley = parley;
        this.ann = parley.user("Ann");
        this.bob = parley.user("Bob");
        this.room = ann.groupRoom("Doors", bob);
    }

    @ParameterizedTest
    @EnumSource
    void firstFrameAuthenticates(Door door) {
        try (var connection = door.open(parley)) {
            var ready = connection
                    .request("auth", new JsonObject().put("token", ann.accessToken()))
                    .ok();

            assertThat(ready.getString("userId")).isEqualTo(ann.id());
            assertThat(ready.getString("sessionId")).isNotBlank();
            assertThat(ready.getInteger("heartbeatMs")).isPositive();
            assertThat(ready.getJsonObject("limits")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void headerOnTheUpgradeAuthenticates(Door door) {
        try (var connection = door.open(parley, Map.of("Authorization", "Bearer " + ann.accessToken()))) {
            var rooms = connection.request("rooms", new JsonObject()).objects("rooms");

            assertThat(rooms).extracting(one -> one.getString("id")).containsExactly(room);
        }
    }

    @ParameterizedTest
    @EnumSource
    void silenceIsClosedAfterTheDeadline(Door door) {
        try (var connection = door.open(parley)) {
            connection.closedWith(4408, Duration.ofSeconds(8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void pingIsAnswered(Door door) {
        try (var connection = ann.connect(door)) {
            assertThat(connection.request("ping").type()).isIn("pong", "reply");
        }
    }

    @ParameterizedTest
    @EnumSource
    void messagesAreSentEditedReactedToAndDeleted(Door door) {
        try (var connection = ann.connect(door);
                var witness = bob.connect()) {
            var id = connection.post(room, "one").getString("messageId");
            witness.inbox().await("message.created");
            var message = new JsonObject().put("roomId", room).put("messageId", id);

            connection
                    .request("message.edit", message.copy().put("content", Messages.content("two")))
                    .ok();
            witness.inbox().await("message.edited");
            connection
                    .request("reaction.add", message.copy().put("emoji", "🎉"))
                    .ok();
            witness.inbox()
                    .await(
                            "reaction.updated",
                            event -> event.getJsonObject("data").getBoolean("added"));
            connection
                    .request("reaction.remove", message.copy().put("emoji", "🎉"))
                    .ok();
            witness.inbox()
                    .await(
                            "reaction.updated",
                            event -> !event.getJsonObject("data").getBoolean("added"));
            connection.request("message.delete", message).ok();
            witness.inbox().await("message.deleted");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendingTwiceIsStoredOnce(Door door) {
        try (var connection = ann.connect(door)) {
            var send = Messages.send(room, "twice");

            var first = connection.request("message.send", send).ok();
            var second = connection.request("message.send", send).ok();

            assertThat(second.getString("messageId")).isEqualTo(first.getString("messageId"));
        }
        // Acknowledged is durable: the history has it soon, and then whatever was sent before the marker.
        ann.post(room, "marker");
        assertThat(ann.rest().get("/rooms/" + room + "/messages").expect(200).objects("messages"))
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void readingOperationsAnswerAlike(Door door) {
        var seq = ann.post(room, "to be read").getLong("seq");
        try (var connection = ann.connect(door)) {
            assertThat(connection.request("history", inRoom()).objects("messages"))
                    .hasSize(1);
            assertThat(connection
                            .request("rooms", new JsonObject().put("limit", 1))
                            .objects("rooms"))
                    .hasSize(1);
            var synced = connection
                    .request("sync", new JsonObject().put("rooms", new JsonObject().put(room, seq - 1)))
                    .objects("rooms");
            assertThat(Answer.objects(synced.get(0), "events")).hasSize(1);
            assertThat(connection
                            .request(
                                    "presence.subscribe",
                                    new JsonObject().put("userIds", new JsonArray().add(bob.id())))
                            .objects("presence"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void signalsAreTaken(Door door) {
        var seq = bob.post(room, "signal").getLong("seq");
        try (var connection = ann.connect(door);
                var witness = bob.connect()) {
            connection.request("typing", inRoom().put("active", true)).ok();
            witness.inbox().await("typing");
            connection.request("receipt.delivered", inRoom().put("seq", seq)).ok();
            connection.request("receipt.read", inRoom().put("seq", seq)).ok();
            witness.inbox().await("receipt", event -> event.getLong("readSeq").equals(seq));
            connection
                    .request("presence.set", new JsonObject().put("status", "busy"))
                    .ok();
            connection.request("room.focus", inRoom()).ok();
            connection.request("room.focus", new JsonObject().putNull("roomId")).ok();
        }
    }

    @Test
    void everyDoorGetsTheSameEvents() {
        try (var plain = bob.connect(Door.WEBSOCKET);
                var sockJs = bob.connect(Door.SOCKJS);
                var bridge = bob.connect(Door.BRIDGE)) {
            IntStream.range(0, 20).forEach(i -> ann.post(room, "event " + i));
            for (var connection : java.util.List.of(plain, sockJs, bridge)) {
                connection.inbox().await("message.created", event -> text(event).equals("event 19"));
            }

            assertThat(sockJs.inbox().all("message.created"))
                    .isEqualTo(plain.inbox().all("message.created"));
            assertThat(bridge.inbox().all("message.created"))
                    .isEqualTo(plain.inbox().all("message.created"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void badDataIsRefusedAndTheSocketLivesOn(Door door) {
        try (var connection = ann.connect(door)) {
            connection.request("message.send", new JsonObject()).refused("INVALID_REQUEST");
            connection.request("message.edit", inRoom()).refused("INVALID_REQUEST");
            connection
                    .request("reaction.add", inRoom().put("messageId", "x").put("emoji", "not one"))
                    .refused("INVALID_REQUEST");
            connection.request("no.such.operation", new JsonObject()).refused("INVALID_REQUEST");
            connection.request("ping").ok();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "SOCKJS"})
    void errorFrameHasTheContractsForm(Door door) {
        try (var connection = ann.connect(door)) {
            var error = connection.request("history", new JsonObject()).failure();

            assertThat(error.fieldNames()).contains("code", "message", "retryable");
            assertThat(error.getBoolean("retryable")).isFalse();
        }
    }

    @Test
    void bridgeAnswersTheHttpNumberAsFailureCode() {
        try (var connection = ann.connect(Door.BRIDGE)) {
            var error = connection.request("history", new JsonObject()).failure();

            assertThat(error.getInteger("http")).isEqualTo(400);
            assertThat(error.getString("message")).isEqualTo("INVALID_REQUEST");
        }
    }

    @Test
    void anothersInboxOnTheBridgeStaysSilent() {
        try (var spy = parley.user("Spy").connect(Door.BRIDGE);
                var atBob = bob.connect(Door.BRIDGE)) {
            registerQuietly(spy, "parley.inbox." + bob.id());
            registerQuietly(spy, "parley.message.send");
            registerQuietly(spy, "parley.auth.log-in");
            ann.post(room, "not for spies");
            atBob.inbox().await("message.created");

            assertThat(spy.inbox().all("error"))
                    .extracting(error -> error.getString("code"))
                    .containsExactly("FORBIDDEN", "FORBIDDEN", "FORBIDDEN");
            spy.inbox().none("message.created", event -> true);
        }
    }

    @Test
    void internalAddressesCannotBeReachedThroughTheBridge() {
        try (var connection = ann.connect(Door.BRIDGE)) {
            connection
                    .request("auth.get-user", new JsonObject().put("userId", bob.id()))
                    .refused("INVALID_REQUEST");
            connection
                    .request("message.authorize", new JsonObject().put("roomId", room))
                    .refused("INVALID_REQUEST");
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingIsAnswered(Door door) {
        var connection = ann.connect(door);

        connection.close();

        connection.closedWith(1000, Duration.ofSeconds(5));
    }

    /** A refused registration may close the socket; then there is nothing more to register. */
    private static void registerQuietly(Connection connection, String address) {
        if (connection.isOpen()) {
            connection.sendText(new JsonObject()
                    .put("type", "register")
                    .put("address", address)
                    .put("headers", new JsonObject())
                    .encode());
        }
    }

    private JsonObject inRoom() {
        return new JsonObject().put("roomId", room);
    }

    private static String text(JsonObject event) {
        return event.getJsonObject("data").getJsonObject("content").getString("text");
    }
}
