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
    void blockedUserHearsNoPresence() {
        ann.befriend(bob);
        block();
        try (var atBob = bob.connect();
                var atAnn = ann.connect()) {
            var asked = new JsonObject().put("userIds", new JsonArray().add(ann.id()));
            assertThat(atBob.request("presence.subscribe", asked).objects("presence"))
                    .allSatisfy(one -> assertThat(one.getString("status")).isEqualTo("offline"));

            atAnn.request("presence.set", new JsonObject().put("status", "busy"))
                    .ok();
            PresenceTest.awaitStatus(ann, ann, "busy");
            var room = ann.groupRoom("After it", bob);

            atBob.inbox()
                    .await("room.created", event -> event.getString("roomId").equals(room));
            atBob.inbox().none("presence", event -> event.getString("userId").equals(ann.id()));
        }
    }

    @Test
    void blockedUserCannotEditReactOrTypeInTheDirectRoomButTakesBackTheirOwn() {
        var room = ann.directRoom(bob);
        var own = bob.post(room, "before the block");
        var target = new JsonObject().put("roomId", room).put("messageId", own.getString("id"));
        try (var atBob = bob.connect();
                var atAnn = ann.connect()) {
            block();

            atBob.request("message.edit", target.copy().put("content", Messages.content("worse")))
                    .refused("FORBIDDEN");
            atBob.request("reaction.add", target.copy().put("emoji", "👍")).refused("FORBIDDEN");
            atBob.request("typing", new JsonObject().put("roomId", room).put("active", true))
                    .refused("FORBIDDEN");
            atBob.request("message.delete", target).ok();

            atAnn.inbox().await("message.deleted");
            atAnn.inbox().none("typing", event -> true);
        }
    }

    @Test
    void blockedUserCannotGatherTheBlockerInAGroup() {
        var group = bob.groupRoom("Trap");
        block();

        bob.rest()
                .post("/rooms/" + group + "/members", new JsonObject().put("userIds", new JsonArray().add(ann.id())))
                .refused(403, "FORBIDDEN");
        bob.rest()
                .post("/rooms", direct(ann).put("type", "group").put("name", "Another trap"))
                .refused(403, "FORBIDDEN");
        assertThat(ann.rest().get("/rooms").expect(200).objects("rooms")).isEmpty();
    }

    @Test
    void blockDoesNotReachIntoGroupsBothAreIn() {
        var group = ann.groupRoom("Both", bob);
        block();

        assertThat(bob.post(group, "still here").getString("id")).isNotEmpty();
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
