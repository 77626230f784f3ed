package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.realtime.RealtimeLimits;
import dev.parley.model.bus.Bus;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.IntentOutcomes;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand.PostMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** message.send and what else changes a room, from the socket to the broker and back. */
class SendingTest {
    private final World world = World.open();
    private final TestClient client = world.ready(world.ann);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void confirmedMessageIsAcceptedUnderItsDerivedId() {
        var send = send("r1");

        var ack = client.request("message.send", send).getJsonObject("data");

        var clientMessageId = new ClientMessageId(send.getString("clientMessageId"));
        assertThat(ack)
                .isEqualTo(new JsonObject()
                        .put(
                                "messageId",
                                MessageId.of(new RoomId("r1"), world.ann.id(), clientMessageId)
                                        .value())
                        .put("clientMessageId", clientMessageId.value())
                        .put("status", "accepted"));
        var intent = world.rooms.published.get(0);
        assertThat(intent.actor()).isEqualTo(world.ann);
        assertThat(intent.replyNode()).isEqualTo(TestGateway.NODE);
        assertThat(((PostMessage) intent.command()).content().text()).isEqualTo("hello");
    }

    @Test
    void outcomeBeforeTheConfirmAnswersStoredWithItsSeq() {
        world.rooms.confirm = Promise.<Void>promise().future();
        int id = client.send("message.send", send("r1"));
        var intent = awaitPublished(1).get(0);

        tell(stored(intent, 42));

        var ack = client.frame(frame -> Integer.valueOf(id).equals(frame.getValue("id")));
        assertThat(ack.getJsonObject("data").getString("status")).isEqualTo("stored");
        assertThat(ack.getJsonObject("data").getLong("seq")).isEqualTo(42);
    }

    @Test
    void unconfirmedMessageIsUnavailableAndMayBeSentAgain() {
        world.rooms.confirm =
                Future.failedFuture(Failure.unavailable("The broker").asException());
        var send = send("r1");

        var error = client.request("message.send", send).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("UNAVAILABLE");
        assertThat(error.getBoolean("retryable")).isTrue();

        world.rooms.confirm = Future.succeededFuture();
        assertThat(client.request("message.send", send).getString("type")).isEqualTo("ack");
    }

    @Test
    void messagesOfARoomArePublishedInTheOrderSentHoweverLongEachTakesToAllow() {
        var sends = IntStream.range(0, 30).mapToObj(i -> send("r1")).toList();
        var slow = List.of(0, 7, 29);
        var permits = slow.stream()
                .map(i -> {
                    var permit = Promise.<Void>promise();
                    world.rooms.slowToAuthorize.put(
                            new ClientMessageId(sends.get(i).getString("clientMessageId")), permit);
                    return permit;
                })
                .toList();
        var other = send("r2");

        sends.forEach(send -> {
            int unused = client.send("message.send", send);
        });
        int otherRoom = client.send("message.send", other);
        // Another room's message overtakes those that wait.
        assertThat(client.frame(frame -> frame.getValue("id") != null).getInteger("id"))
                .isEqualTo(otherRoom);
        for (int i = permits.size() - 1; i >= 0; i--) {
            permits.get(i).complete();
        }

        var published = awaitPublished(31).stream()
                .map(intent ->
                        ((PostMessage) intent.command()).clientMessageId().value())
                .toList();
        var expected = new ArrayList<>(List.of(other.getString("clientMessageId")));
        sends.forEach(send -> expected.add(send.getString("clientMessageId")));
        assertThat(published).containsExactlyElementsOf(expected);
    }

    @Test
    void refusedMessageDoesNotHoldUpTheNext() {
        var refused = send("closed");
        world.rooms.forbidden.put(new RoomId("closed"), Failure.forbidden("Not a member"));

        assertThat(client.refusal("message.send", refused)).isEqualTo("FORBIDDEN");
        world.rooms.forbidden.clear();
        assertThat(client.request("message.send", send("closed")).getString("type"))
                .isEqualTo("ack");
        assertThat(world.rooms.published).hasSize(1);
    }

    @Test
    void burstIsTakenAndThenToldWhenToGoOn() {
        for (int i = 0; i < 60; i++) {
            int unused = client.send("message.send", send("r1"));
        }
        var replies = IntStream.range(0, 60)
                .mapToObj(i -> client.frame(frame -> frame.getValue("id") != null))
                .collect(Collectors.groupingBy(frame -> frame.getString("type")));

        assertThat(replies.get("ack")).hasSizeGreaterThanOrEqualTo(40);
        assertThat(replies.get("error")).isNotEmpty().allSatisfy(frame -> {
            assertThat(frame.getJsonObject("error").getString("code")).isEqualTo("RATE_LIMITED");
            assertThat(frame.getJsonObject("error").getLong("retryAfterMs")).isBetween(1L, 50L);
        });
    }

    @Test
    void burstIsOneForAllSocketsOfAUser() {
        var second = world.ready(world.ann);
        for (int i = 0; i < 30; i++) {
            int first = client.send("message.send", send("r1"));
            int again = second.send("message.send", send("r1"));
            assertThat(first).isNotEqualTo(again + 1_000);
        }
        var errors = Set.of(client, second).stream()
                .mapToLong(each -> IntStream.range(0, 30)
                        .mapToObj(i -> each.frame(frame -> frame.getValue("id") != null))
                        .filter(frame -> "error".equals(frame.getString("type")))
                        .count())
                .sum();

        assertThat(errors).isPositive();
    }

    @Test
    void otherCommandsAreAcknowledgedWhenStoredAndRefusedByTheOutcome() {
        int edit = client.send(
                "message.edit",
                new JsonObject()
                        .put("roomId", "r1")
                        .put("messageId", "m")
                        .put("content", new JsonObject().put("text", "better")));
        var intent = awaitPublished(1).get(0);
        assertThat(client.texts()).isEmpty(); // the confirm alone is no answer
        tell(new IntentOutcome(intent.id(), intent.roomId(), Failure.notFound("message"), List.of(), null, false));

        var refused = client.frame(frame -> Integer.valueOf(edit).equals(frame.getValue("id")));
        assertThat(refused.getJsonObject("error").getString("code")).isEqualTo("NOT_FOUND");

        int react = client.send(
                "reaction.add",
                new JsonObject().put("roomId", "r1").put("messageId", "m").put("emoji", "🎉"));
        tell(stored(awaitPublished(2).get(1), 7));
        assertThat(client.frame(frame -> Integer.valueOf(react).equals(frame.getValue("id"))))
                .isEqualTo(new JsonObject().put("type", "ack").put("id", react).put("data", new JsonObject()));
    }

    @Test
    void tooManyOperationsInFlightAreRefusedOneByOne() {
        int limit = RealtimeLimits.DEFAULTS.operationsInFlight();
        for (int i = 0; i < limit + 5; i++) {
            int unused = client.send(
                    "message.delete", new JsonObject().put("roomId", "r1").put("messageId", "m"));
        }

        for (int i = 0; i < 5; i++) {
            var refused = client.frame(frame -> frame.getValue("id") != null);
            assertThat(refused.getInteger("id")).isGreaterThan(limit);
            assertThat(refused.getJsonObject("error").getString("code")).isEqualTo("RATE_LIMITED");
        }
        awaitPublished(limit).forEach(intent -> tell(stored(intent, 1)));
        for (int i = 0; i < limit; i++) {
            assertThat(client.frame(frame -> frame.getValue("id") != null).getString("type"))
                    .isEqualTo("ack");
        }
    }

    private static JsonObject send(String room) {
        return new JsonObject()
                .put("roomId", room)
                .put("clientMessageId", UUID.randomUUID().toString())
                .put("content", new JsonObject().put("text", "hello"));
    }

    private List<Intent> awaitPublished(int count) {
        World.until("published", () -> world.rooms.published.size() >= count);
        return List.copyOf(world.rooms.published);
    }

    private void tell(IntentOutcome outcome) {
        new Bus(world.vertx).publish(RoomAddresses.outcomes(TestGateway.NODE), new IntentOutcomes(List.of(outcome)));
    }

    private static IntentOutcome stored(Intent intent, long seq) {
        var now = Instant.now();
        var message = new Message(
                new MessageId("m"),
                intent.roomId(),
                seq,
                intent.actor(),
                new ClientMessageId(UUID.randomUUID().toString()),
                new Content("hello", List.of()),
                null,
                now,
                null,
                null,
                List.of());
        var event = new Event(
                intent.roomId(),
                seq,
                EventType.MESSAGE_CREATED,
                now,
                intent.actor().id(),
                message);
        return new IntentOutcome(intent.id(), intent.roomId(), null, List.of(event), null, false);
    }
}
