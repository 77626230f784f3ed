package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Posting, editing, deleting, reacting. */
@ExtendWith(SharedParley.class)
class MessagesTest {
    private static final String THUMB = "👍";

    private final TestUser ann;
    private final TestUser bob;
    private final String room;

    MessagesTest(Parley parley) {
        this.ann = parley.user("Ann");
        this.bob = parley.user("Bob");
        this.room = ann.groupRoom("Messages", bob);
    }

    @Test
    void postedMessageIsStoredAndComesToEveryDeviceTheSendersToo() {
        try (var atBob = bob.connect();
                var atAnn = ann.connect();
                var atAnnElsewhere = ann.connect()) {
            var send = Messages.send(room, "hello 🌍");

            var ack = atAnn.request("message.send", send).ok();

            assertThat(ack.getString("status")).isIn("accepted", "stored");
            assertThat(ack.getString("clientMessageId")).isEqualTo(send.getString("clientMessageId"));
            for (var connection : java.util.List.of(atBob, atAnn, atAnnElsewhere)) {
                var event = connection.inbox().await("message.created");
                var message = event.getJsonObject("data");
                assertThat(event.getString("roomId")).isEqualTo(room);
                assertThat(event.getLong("seq")).isEqualTo(message.getLong("seq"));
                assertThat(message.getString("id")).isEqualTo(ack.getString("messageId"));
                assertThat(message.getJsonObject("content").getString("text")).isEqualTo("hello 🌍");
                assertThat(message.getJsonObject("sender").getString("id")).isEqualTo(ann.id());
            }
        }
    }

    @Test
    void restAnswersTheStoredMessage() {
        var body = Messages.body("by REST");

        var message = ann.rest()
                .post("/rooms/" + room + "/messages", body)
                .expect(201)
                .json();

        assertThat(message.getString("clientMessageId")).isEqualTo(body.getString("clientMessageId"));
        assertThat(message.getLong("seq")).isGreaterThan(1);
        assertThat(message.getString("roomId")).isEqualTo(room);
        assertThat(message.getJsonArray("reactions")).isEmpty();
        assertThat(newest()).isEqualTo(message);
    }

    @Test
    void sameClientMessageIdIsStoredOnceAndAnsweredTheSame() {
        var body = Messages.body("once");
        var path = "/rooms/" + room + "/messages";

        var first = ann.rest().post(path, body).expect(201).json();
        var again = ann.rest().post(path, body);

        assertThat(again.status()).isIn(200, 201);
        assertThat(again.json().getString("id")).isEqualTo(first.getString("id"));
        assertThat(again.json().getLong("seq")).isEqualTo(first.getLong("seq"));
        try (var atAnn = ann.connect()) {
            var ack = atAnn.request("message.send", body.copy().put("roomId", room))
                    .ok();
            assertThat(ack.getString("messageId")).isEqualTo(first.getString("id"));
            assertThat(ack.getString("status")).isEqualTo("stored");
            assertThat(ack.getLong("seq")).isEqualTo(first.getLong("seq"));
        }
        assertThat(ann.rest().get(path).expect(200).objects("messages")).hasSize(1);
    }

    @Test
    void anotherSenderMayUseTheSameClientMessageId() {
        var body = Messages.body("mine");

        var fromAnn = ann.rest()
                .post("/rooms/" + room + "/messages", body)
                .expect(201)
                .json();
        var fromBob = bob.rest()
                .post("/rooms/" + room + "/messages", body)
                .expect(201)
                .json();

        assertThat(fromBob.getString("id")).isNotEqualTo(fromAnn.getString("id"));
    }

    @Test
    void replyAndMentionsAreKept() {
        var first = ann.post(room, "question");
        var body = Messages.body("answer").put("replyTo", first.getString("id"));
        body.getJsonObject("content").put("mentions", new JsonArray().add(ann.id()));

        var message = bob.rest()
                .post("/rooms/" + room + "/messages", body)
                .expect(201)
                .json();

        assertThat(message.getString("replyTo")).isEqualTo(first.getString("id"));
        assertThat(message.getJsonObject("content").getJsonArray("mentions")).containsExactly(ann.id());
        ann.rest()
                .post(
                        "/rooms/" + room + "/messages",
                        Messages.body("?").put("replyTo", UUID.randomUUID().toString()))
                .invalid("replyTo");
    }

    @Test
    void textIsOneTo8000Characters() {
        var path = "/rooms/" + room + "/messages";

        ann.rest().post(path, Messages.body("x".repeat(8000))).expect(201);
        ann.rest().post(path, Messages.body("")).invalid("content.text");
        ann.rest().post(path, Messages.body("x".repeat(8001))).refused(413, "PAYLOAD_TOO_LARGE");
        ann.rest().post(path, new JsonObject()).invalid("clientMessageId", "content");
        ann.rest()
                .post(path, Messages.body("hi").put("clientMessageId", "not a uuid"))
                .invalid("clientMessageId");
    }

    @Test
    void authorEditsAndEveryoneHears() {
        var message = ann.post(room, "tpyo");
        try (var atBob = bob.connect()) {
            var edited = ann.rest()
                    .patch(path(message), new JsonObject().put("content", Messages.content("typo")))
                    .expect(200)
                    .json();

            assertThat(edited.getJsonObject("content").getString("text")).isEqualTo("typo");
            assertThat(edited.getInstant("editedAt")).isNotNull();
            assertThat(edited.getLong("seq")).as("keeps its place").isEqualTo(message.getLong("seq"));
            var event = atBob.inbox().await("message.edited");
            assertThat(event.getLong("seq")).isGreaterThan(message.getLong("seq"));
            assertThat(event.getJsonObject("data").getString("messageId")).isEqualTo(message.getString("id"));
            assertThat(event.getJsonObject("data").getJsonObject("content").getString("text"))
                    .isEqualTo("typo");
        }
        assertThat(newest().getJsonObject("content").getString("text")).isEqualTo("typo");
        bob.rest()
                .patch(path(message), new JsonObject().put("content", Messages.content("mine")))
                .refused(403, "FORBIDDEN");
        ann.rest().patch(path(message), new JsonObject()).invalid("content");
    }

    @Test
    void editThatChangesNothingIsAnsweredWithTheMessage() {
        var message = ann.post(room, "as it is");

        var edited = ann.rest()
                .patch(path(message), new JsonObject().put("content", Messages.content("as it is")))
                .expect(200)
                .json();

        assertThat(edited).isEqualTo(message);
    }

    @Test
    void deletedMessageKeepsItsPlaceWithoutContent() {
        var message = bob.post(room, "never mind");
        try (var atAnn = ann.connect()) {
            bob.rest().delete(path(message)).expect(204);

            var event = atAnn.inbox().await("message.deleted");
            assertThat(event.getJsonObject("data").getString("messageId")).isEqualTo(message.getString("id"));
        }
        var kept = newest();
        assertThat(kept.getString("id")).isEqualTo(message.getString("id"));
        assertThat(kept.containsKey("content")).isTrue();
        assertThat(kept.getValue("content")).isNull();
        assertThat(kept.getInstant("deletedAt")).isNotNull();
        bob.rest().delete(path(message)).expect(204); // once more is no error
    }

    @Test
    void adminsDeleteAnyMessageAndMembersOnlyTheirs() {
        var byBob = bob.post(room, "by Bob");
        var byAnn = ann.post(room, "by Ann");

        bob.rest().delete(path(byAnn)).refused(403, "FORBIDDEN");
        ann.rest().delete(path(byBob)).expect(204);
    }

    @Test
    void deletedMessageCannotBeEdited() {
        var message = ann.post(room, "gone soon");
        ann.rest().delete(path(message)).expect(204);

        ann.rest()
                .patch(path(message), new JsonObject().put("content", Messages.content("back")))
                .refused(409, "CONFLICT");
    }

    @Test
    void reactionsAreCountedOncePerUserAndSeenAsOnesOwn() {
        var message = ann.post(room, "react to this");
        try (var atAnn = ann.connect()) {
            bob.rest().put(reaction(message)).expect(204);
            bob.rest().put(reaction(message)).expect(204);
            ann.rest().put(reaction(message)).expect(204);

            var event = atAnn.inbox()
                    .await("reaction.updated", e -> e.getJsonObject("data").getInteger("count") == 2);
            assertThat(event.getJsonObject("data").getString("emoji")).isEqualTo(THUMB);
        }
        assertThat(newest().getJsonArray("reactions").getJsonObject(0))
                .isEqualTo(new JsonObject().put("emoji", THUMB).put("count", 2).put("mine", true));

        ann.rest().delete(reaction(message)).expect(204);

        assertThat(newest().getJsonArray("reactions").getJsonObject(0))
                .isEqualTo(new JsonObject().put("emoji", THUMB).put("count", 1).put("mine", false));
    }

    @Test
    void unknownMessagesCannotBeTouched() {
        var nobody = "/rooms/" + room + "/messages/" + UUID.randomUUID();

        ann.rest()
                .patch(nobody, new JsonObject().put("content", Messages.content("x")))
                .refused(404, "NOT_FOUND");
        ann.rest().delete(nobody).refused(404, "NOT_FOUND");
        ann.rest().put(nobody + "/reactions/" + encoded(THUMB)).refused(404, "NOT_FOUND");
    }

    private JsonObject newest() {
        var page = ann.rest().get("/rooms/" + room + "/messages?limit=1").expect(200);
        return page.objects("messages").get(0);
    }

    private String path(JsonObject message) {
        return "/rooms/" + room + "/messages/" + message.getString("id");
    }

    private String reaction(JsonObject message) {
        return path(message) + "/reactions/" + encoded(THUMB);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
