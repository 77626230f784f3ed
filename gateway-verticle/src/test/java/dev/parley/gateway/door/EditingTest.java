package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.operation.MessageOperations;
import dev.parley.gateway.operation.MessageRates;
import dev.parley.gateway.rooms.CommandGate;
import dev.parley.model.bus.Json;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.IntentOutcomes;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.MessagePage;
import dev.parley.model.rooms.RoomAddresses;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An edit that changes nothing has no event to answer with. */
class EditingTest {
    private static final RoomId ROOM = new RoomId("r1");

    private final World world = World.open();
    private final Caller ann =
            new Caller(world.ann, world.session, Instant.now().plusSeconds(900));

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void editThatChangesNothingIsAcknowledgedOnASocket() {
        var client = world.ready(world.ann);
        int id = client.send("message.edit", edit("m5"));
        World.until("published", () -> !world.rooms.published.isEmpty());

        world.bus.publish(RoomAddresses.outcomes(TestGateway.NODE), unchanged(world.rooms.published.get(0)));

        assertThat(client.frame(frame -> Integer.valueOf(id).equals(frame.getValue("id")))
                        .getString("type"))
                .isEqualTo("ack");
    }

    @Test
    void restAnswersWithTheMessageAsItIs() throws Exception {
        world.rooms.page = new MessagePage(List.of(message(4), message(5), message(6)), false);

        var message = operations().editAndRead(ann, edit("m5")).await(10, TimeUnit.SECONDS);

        assertThat(message.seq()).isEqualTo(5);
    }

    @Test
    void messageTooFarBackToBeFoundIsToldToHaveTheContentAlready() throws Exception {
        world.rooms.page = new MessagePage(List.of(message(4)), true); // more, however often one asks

        var refused = catchThrowableOfType(FailureException.class, () -> {
            var unused = operations().editAndRead(ann, edit("m5")).await(10, TimeUnit.SECONDS);
        });

        assertThat(refused.failure().code()).isEqualTo(FailureCode.CONFLICT);
    }

    private MessageOperations operations() throws Exception {
        var gate = CommandGate.start(
                        world.vertx,
                        world.bus,
                        (room, bytes) -> {
                            var intent = Json.decode(bytes.getBytes(), Intent.class);
                            world.bus.publish(RoomAddresses.outcomes("rest"), unchanged(intent));
                            return Future.succeededFuture();
                        },
                        "rest",
                        Clock.systemUTC())
                .await(10, TimeUnit.SECONDS);
        return new MessageOperations(gate, world.bus, new MessageRates(20, 40, System::nanoTime));
    }

    private static IntentOutcomes unchanged(Intent intent) {
        return new IntentOutcomes(
                List.of(new IntentOutcome(intent.id(), intent.roomId(), null, List.of(), null, false)));
    }

    private static JsonObject edit(String messageId) {
        return new JsonObject()
                .put("roomId", ROOM.value())
                .put("messageId", messageId)
                .put("content", new JsonObject().put("text", "same"));
    }

    private Message message(long seq) {
        return new Message(
                new MessageId("m" + seq),
                ROOM,
                seq,
                world.ann,
                new ClientMessageId(UUID.randomUUID().toString()),
                new Content("same", List.of()),
                null,
                Instant.now(),
                null,
                null,
                List.of());
    }
}
