package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How far each member has received and read. */
@ExtendWith(SharedParley.class)
class ReceiptsTest {
    private final Parley parley;
    private final TestUser ann;
    private final TestUser bob;
    private final String room;

    ReceiptsTest(Parley parley) {
        this.parley = parley;
        this.ann = parley.user("Ann");
        this.bob = parley.user("Bob");
        this.room = ann.directRoom(bob);
    }

    @Test
    void senderHearsThatItWasDeliveredAndThenRead() {
        long seq = ann.post(room, "read me").getLong("seq");
        try (var atAnn = ann.connect();
                var atBob = bob.connect()) {
            atBob.request("receipt.delivered", receipt(seq)).ok();
            var delivered = atAnn.inbox().await("receipt", event -> event.getLong("deliveredSeq") == seq);
            assertThat(delivered.getString("userId")).isEqualTo(bob.id());
            assertThat(delivered.getString("roomId")).isEqualTo(room);
            assertThat(delivered.getLong("readSeq")).isLessThan(seq);

            atBob.request("receipt.read", receipt(seq)).ok();

            atAnn.inbox()
                    .await(
                            "receipt",
                            event -> event.getString("userId").equals(bob.id()) && event.getLong("readSeq") == seq);
        }
    }

    @Test
    void readingMakesTheUnreadCountFall() {
        ann.post(room, "one");
        var second = ann.post(room, "two").getLong("seq");
        ann.post(room, "three");
        assertThat(unread()).isEqualTo(3);

        bob.rest()
                .put("/rooms/" + room + "/read", new JsonObject().put("seq", second))
                .expect(204);

        assertThat(unread()).isEqualTo(1);
    }

    @Test
    void receiptsOnlyMoveForwards() {
        var first = ann.post(room, "one").getLong("seq");
        var second = ann.post(room, "two").getLong("seq");
        try (var atBob = bob.connect()) {
            atBob.request("receipt.read", receipt(second)).ok();
            atBob.request("receipt.read", receipt(first)).ok();
        }

        assertThat(unread()).isZero();
        assertThat(bob.rest().get("/rooms").expect(200).objects("rooms").get(0).getLong("readSeq"))
                .isEqualTo(second);
    }

    @Test
    void nobodyReadsWhatIsNotThereYet() {
        var last = ann.post(room, "the last").getLong("seq");
        try (var atBob = bob.connect()) {
            var reply = atBob.request("receipt.read", receipt(last + 1000));

            // Refused, or taken as "everything there is": never stored as read in advance.
            assertThat(reply.code()).isIn("OK", "INVALID_REQUEST");
        }
        ann.post(room, "written later");
        assertThat(unread()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void badReceiptsAndOthersRoomsAreRefused() {
        var stranger = parley.user("Stranger");
        try (var atStranger = stranger.connect();
                var atBob = bob.connect()) {
            atStranger.request("receipt.read", receipt(1)).refused("FORBIDDEN");
            atStranger.request("receipt.delivered", receipt(1)).refused("FORBIDDEN");
            atBob.request("receipt.read", receipt(-1)).refused("INVALID_REQUEST");
            atBob.request("receipt.read", new JsonObject().put("roomId", room)).refused("INVALID_REQUEST");
        }
        bob.rest().put("/rooms/" + room + "/read", new JsonObject()).invalid("seq");
        stranger.rest()
                .put("/rooms/" + room + "/read", new JsonObject().put("seq", 1))
                .refused(403, "FORBIDDEN");
    }

    private JsonObject receipt(long seq) {
        return new JsonObject().put("roomId", room).put("seq", seq);
    }

    private int unread() {
        return bob.rest().get("/rooms").expect(200).objects("rooms").get(0).getInteger("unreadCount");
    }
}
