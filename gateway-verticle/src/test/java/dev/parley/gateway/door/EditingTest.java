package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.IntentOutcomes;
import dev.parley.model.rooms.RoomAddresses;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An edit that changes nothing has no event to answer with. */
class EditingTest {
    private static final RoomId ROOM = new RoomId("r1");

    private final World world = World.open();

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
}
