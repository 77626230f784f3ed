package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What someone who is blocked can no longer do. */
@ExtendWith(SharedParley.class)
class BlocksTest {
    private final TestUser ann;
    private final TestUser bob;

    BlocksTest(Parley parley) {
        this.ann = parley.user("Ann");
        this.bob = parley.user("Bob");
    }

    @Test
    void blocksAreListedForTheOneWhoBlocks() {
        block();
        block(); // twice is no error

        assertThat(ann.rest().get("/blocks").expect(200).objects("users"))
                .extracting(user -> user.getString("id"))
                .containsExactly(bob.id());
        assertThat(bob.rest().get("/blocks").expect(200).objects("users")).isEmpty();
    }

    @Test
    void blockedUserCannotOpenADirectRoom() {
        block();

        bob.rest().post("/rooms", direct(ann)).refused(403, "FORBIDDEN");
    }

    @Test
    void blockedUserCannotSendToTheDirectRoomThatIsThere() {
        var room = ann.directRoom(bob);
        try (var atBob = bob.connect()) {
            atBob.post(room, "still fine");
            block();

            atBob.request("message.send", Messages.send(room, "no longer")).refused("FORBIDDEN");
            bob.rest()
                    .post("/rooms/" + room + "/messages", Messages.body("nor so"))
                    .refused(403, "FORBIDDEN");
        }
        assertThat(ann.rest().get("/rooms/" + room + "/messages").expect(200).objects("messages"))
                .hasSize(1);
    }

    @Test
    void blockedUserCannotAskAgain() {
        block();

        bob.rest().post("/contacts", new JsonObject().put("userId", ann.id())).refused(403, "FORBIDDEN");
    }

    @Test
    void blockingEndsTheContact() {
        ann.befriend(bob);
        block();

        assertThat(ann.rest().get("/contacts?status=accepted").expect(200).objects("contacts"))
                .isEmpty();
    }

    @Test
    void blockedUserSeesNoPresence() {
        ann.befriend(bob);
        try (var atAnn = ann.connect()) {
            atAnn.request("ping").ok();
            PresenceTest.awaitStatus(bob, ann, "online");
            block();

            PresenceTest.awaitStatus(bob, ann, "offline");
        }
    }

    @Test
    void unblockingOpensTheRoomAgain() {
        var room = ann.directRoom(bob);
        block();
        ann.rest().delete("/blocks/" + bob.id()).expect(204);
        ann.rest().delete("/blocks/" + bob.id()).expect(204);

        assertThat(bob.post(room, "hello again").getString("id")).isNotEmpty();
    }

    @Test
    void oneselfAndStrangersCannotBeBlocked() {
        ann.rest().put("/blocks/" + ann.id()).invalid("userId");
        ann.rest().put("/blocks/" + UUID.randomUUID()).refused(404, "NOT_FOUND");
    }

    private void block() {
        ann.rest().put("/blocks/" + bob.id()).expect(204);
    }

    private static JsonObject direct(TestUser other) {
        return new JsonObject().put("type", "direct").put("memberIds", new JsonArray().add(other.id()));
    }
}
