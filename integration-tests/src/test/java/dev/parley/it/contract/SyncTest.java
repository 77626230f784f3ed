package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Answer;
import dev.parley.it.client.Connection;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Coming back after being away. */
@ExtendWith(SharedParley.class)
class SyncTest {
    /** Not answered yet at most: what one connection may have under way is bounded. */
    private static final int WINDOW = 20;

    private final TestUser ann;
    private final TestUser bob;

    SyncTest(Parley parley) {
        this.ann = parley.user("Ann");
        this.bob = parley.user("Bob");
    }

    @Test
    void everythingMissedComesEditsAndDeletionsToo() {
        var room = ann.groupRoom("Sync", bob);
        var held = ann.post(room, "held").getLong("seq");
        var edited = ann.post(room, "edit me");
        var deleted = ann.post(room, "delete me");
        ann.rest()
                .patch(path(room, edited), new JsonObject().put("content", Messages.content("edited")))
                .expect(200);
        ann.rest().delete(path(room, deleted)).expect(204);
        try (var atBob = bob.connect()) {
            var page = sync(atBob, room, held);

            assertThat(Answer.objects(page, "events"))
                    .extracting(event -> event.getString("type"))
                    .containsExactly("message.created", "message.created", "message.edited", "message.deleted");
            assertThat(page.getBoolean("hasMore")).isFalse();
            assertThat(page.getLong("lastSeq")).isEqualTo(held + 4);
        }
    }

    @Test
    void nothingNewIsAnEmptyPage() {
        var room = ann.groupRoom("Quiet", bob);
        var held = ann.post(room, "all there is").getLong("seq");
        try (var atBob = bob.connect()) {
            var page = sync(atBob, room, held);

            assertThat(Answer.objects(page, "events")).isEmpty();
            assertThat(page.getLong("lastSeq")).isEqualTo(held);
        }
    }

    @Test
    void roomsThatWereMadeMeanwhileAreNamed() {
        var room = ann.groupRoom("Known", bob);
        var another = ann.groupRoom("Another", bob);
        try (var atBob = bob.connect()) {
            var answer = atBob.request("sync", new JsonObject().put("rooms", new JsonObject().put(room, 1)))
                    .ok();

            assertThat(Answer.objects(answer, "newRooms"))
                    .extracting(one -> one.getString("id"))
                    .containsExactly(another);
        }
    }

    @Test
    void longAbsenceComesInPages() {
        var room = ann.groupRoom("Long", bob);
        try (var atAnn = ann.connect();
                var atBob = bob.connect()) {
            for (int i = 0; i < 700; i += WINDOW) {
                var acks = IntStream.range(i, i + WINDOW)
                        .mapToObj(number -> atAnn.send("message.send", Messages.send(room, "m" + number)))
                        .toList();
                acks.forEach(ack -> ack.join().ok());
            }
            atBob.inbox()
                    .await(
                            "message.created",
                            event -> event.getJsonObject("data")
                                    .getJsonObject("content")
                                    .getString("text")
                                    .equals("m699"));
            var texts = new ArrayList<String>();
            var after = 1L;
            JsonObject page;
            do {
                page = sync(atBob, room, after);
                for (var event : Answer.objects(page, "events")) {
                    after = event.getLong("seq");
                    texts.add(
                            event.getJsonObject("data").getJsonObject("content").getString("text"));
                }
            } while (page.getBoolean("hasMore"));

            assertThat(texts)
                    .as("messages from one connection are stored in the order they were sent")
                    .isEqualTo(IntStream.range(0, 700).mapToObj(i -> "m" + i).toList());
        }
    }

    @Test
    void whoWasRemovedMeanwhileLearnsItAndNothingAfter() {
        var room = ann.groupRoom("Removed", bob);
        ann.rest().delete("/rooms/" + room + "/members/" + bob.id()).expect(204);
        ann.post(room, "not for Bob");
        try (var atBob = bob.connect()) {
            var page = sync(atBob, room, 1);

            assertThat(Answer.objects(page, "events"))
                    .extracting(event -> event.getString("type"))
                    .endsWith("member.left")
                    .doesNotContain("message.created");
        }
    }

    @Test
    void roomsOneNeverWasInTellNothing() {
        var room = ann.groupRoom("Secret");
        ann.post(room, "secret");
        try (var atBob = bob.connect()) {
            var answer = atBob.request("sync", new JsonObject().put("rooms", new JsonObject().put(room, 0)));

            assertThat(answer.toString()).doesNotContain("secret");
        }
    }

    @Test
    void asMuchAsTwoHundredRoomsAreAskedForAtOnce() {
        var rooms = new JsonObject();
        IntStream.range(0, 198).forEach(i -> rooms.put(UUID.randomUUID().toString(), 0));
        var one = ann.groupRoom("One", bob);
        var other = ann.groupRoom("Other", bob);
        rooms.put(one, 0).put(other, 1);
        try (var atBob = bob.connect()) {
            var pages =
                    atBob.request("sync", new JsonObject().put("rooms", rooms)).objects("rooms");

            assertThat(pages)
                    .as("rooms that never were Bob's are left out")
                    .extracting(page -> page.getString("roomId"))
                    .containsExactlyInAnyOrder(one, other);
            assertThat(pages)
                    .filteredOn(page -> page.getString("roomId").equals(one))
                    .first()
                    .satisfies(
                            page -> assertThat(Answer.objects(page, "events")).hasSize(1));
        }
    }

    @Test
    void whoWasRemovedAndAddedAgainMissesNothingInBetween() {
        var room = ann.groupRoom("Back", bob);
        ann.rest().delete("/rooms/" + room + "/members/" + bob.id()).expect(204);
        ann.post(room, "in between");
        ann.rest()
                .post("/rooms/" + room + "/members", new JsonObject().put("userIds", new JsonArray().add(bob.id())))
                .expect(200);
        try (var atBob = bob.connect()) {
            assertThat(Answer.objects(sync(atBob, room, 1), "events"))
                    .extracting(event -> event.getString("type"))
                    .containsExactly("member.left", "message.created", "member.joined");
        }
    }

    @Test
    void askingWronglyIsRefused() {
        var many = new JsonObject();
        IntStream.range(0, 201).forEach(i -> many.put("room-" + i, 0));
        try (var atBob = bob.connect()) {
            atBob.request("sync", new JsonObject().put("rooms", many)).refused("INVALID_REQUEST");
            atBob.request("sync", new JsonObject()).refused("INVALID_REQUEST");
            atBob.request("sync", new JsonObject().put("rooms", new JsonObject().put("x", "y")))
                    .refused("INVALID_REQUEST");
        }
    }

    private static JsonObject sync(Connection connection, String room, long after) {
        var answer = connection
                .request("sync", new JsonObject().put("rooms", new JsonObject().put(room, after)))
                .ok();
        return Answer.objects(answer, "rooms").get(0);
    }

    private static String path(String room, JsonObject message) {
        return "/rooms/" + room + "/messages/" + message.getString("id");
    }
}
