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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a member may not do with messages, by REST and by socket alike. */
@ExtendWith(SharedParley.class)
class MessageRefusalsTest {
    private final TestUser ann;
    private final TestUser bob;
    private final TestUser stranger;
    private final String room;

    MessageRefusalsTest(Parley parley) {
        this.ann = parley.user("Ann");
        this.bob = parley.user("Bob");
        this.stranger = parley.user("Stranger");
        this.room = ann.groupRoom("Refusals", bob);
    }

    @Test
    void answerIsToAMessageOfTheSameRoom() {
        var elsewhere = ann.post(ann.groupRoom("Elsewhere", bob), "over here").getString("id");
        var body = Messages.body("what?").put("replyTo", elsewhere);

        ann.rest().post("/rooms/" + room + "/messages", body).invalid("replyTo");
        ann.rest()
                .post("/rooms/" + room + "/messages", body.put("replyTo", "no id"))
                .invalid("replyTo");
        try (var atAnn = ann.connect()) {
            var send = Messages.send(room, "what?").put("replyTo", elsewhere);
            atAnn.request("message.send", send).refused("INVALID_REQUEST");
        }
        assertNothingStored();
    }

    @Test
    void onlyMembersCanBeMentioned() {
        for (var nobody : List.of(stranger.id(), UUID.randomUUID().toString())) {
            var content = Messages.content("@you").put("mentions", new JsonArray().add(nobody));

            ann.rest()
                    .post("/rooms/" + room + "/messages", Messages.body("").put("content", content))
                    .invalid("content.mentions");
            try (var atAnn = ann.connect()) {
                var send = Messages.send(room, "").put("content", content);
                atAnn.request("message.send", send).refused("INVALID_REQUEST");
            }
        }
        assertNothingStored();
        var message = ann.post(room, "plain");
        var mention = Messages.content("@you").put("mentions", new JsonArray().add(stranger.id()));
        ann.rest()
                .patch(path(room, message), new JsonObject().put("content", mention))
                .invalid("content.mentions");
    }

    @Test
    void editedTextIsBoundLikeANewOne() {
        var message = ann.post(room, "fine");

        ann.rest()
                .patch(path(room, message), new JsonObject().put("content", Messages.content("")))
                .invalid("content.text");
        ann.rest()
                .patch(path(room, message), new JsonObject().put("content", Messages.content("x".repeat(8001))))
                .refused(413, "PAYLOAD_TOO_LARGE");
        ann.rest()
                .patch(path(room, message), new JsonObject().put("content", Messages.content("🌍".repeat(8000))))
                .expect(200);
    }

    @Test
    void messageIsReachedThroughItsOwnRoomOnly() {
        var other = ann.groupRoom("Other", bob);
        var message = ann.post(other, "in the other room");
        var astray = path(room, message);
        var target = new JsonObject().put("roomId", room).put("messageId", message.getString("id"));

        ann.rest()
                .patch(astray, new JsonObject().put("content", Messages.content("x")))
                .refused(404, "NOT_FOUND");
        ann.rest().put(reaction(astray, "👍")).refused(404, "NOT_FOUND");
        ann.rest().delete(astray).refused(404, "NOT_FOUND");
        try (var atAnn = ann.connect()) {
            atAnn.request("message.edit", target.copy().put("content", Messages.content("x")))
                    .refused("NOT_FOUND");
            atAnn.request("reaction.add", target.copy().put("emoji", "👍")).refused("NOT_FOUND");
            atAnn.request("message.delete", target).refused("NOT_FOUND");
        }
        assertThat(ann.rest().get("/rooms/" + other + "/messages").expect(200).objects("messages"))
                .containsExactly(message);
    }

    @Test
    void deletedMessageTakesNoReactions() {
        var message = ann.post(room, "gone soon");
        bob.rest().put(reaction(path(room, message), "👍")).expect(204);
        ann.rest().delete(path(room, message)).expect(204);

        bob.rest().put(reaction(path(room, message), "❤️")).refused(409, "CONFLICT");
        bob.rest().delete(reaction(path(room, message), "👍")).refused(409, "CONFLICT");
        try (var atBob = bob.connect()) {
            var react = new JsonObject()
                    .put("roomId", room)
                    .put("messageId", message.getString("id"))
                    .put("emoji", "❤️");
            atBob.request("reaction.add", react).refused("CONFLICT");
        }
        var kept = ann.rest().get("/rooms/" + room + "/messages").expect(200).objects("messages");
        assertThat(kept.get(0).getJsonArray("reactions")).isEmpty();
    }

    @Test
    void deletedMessageCanStillBeAnsweredTo() {
        var message = ann.post(room, "gone soon");
        ann.rest().delete(path(room, message)).expect(204);

        bob.rest()
                .post(
                        "/rooms/" + room + "/messages",
                        Messages.body("what was it?").put("replyTo", message.getString("id")))
                .expect(201);
    }

    @Test
    void reactionIsOneEmoji() {
        var message = ann.post(room, "react to this");
        for (var none : List.of("+1", "good", "👍👍", " ", "👍 ", "🇩", "\u200D")) {
            ann.rest().put(reaction(path(room, message), none)).invalid("emoji");
            try (var atAnn = ann.connect()) {
                var react = new JsonObject()
                        .put("roomId", room)
                        .put("messageId", message.getString("id"))
                        .put("emoji", none);
                atAnn.request("reaction.add", react).refused("INVALID_REQUEST");
            }
        }
        for (var one : List.of("👍🏽", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "1️⃣", "❤", "🏴󠁧󠁢󠁳󠁣󠁴󠁿")) {
            ann.rest().put(reaction(path(room, message), one)).expect(204);
        }
    }

    @Test
    void takingBackWhatWasNeverGivenIsNoError() {
        var message = ann.post(room, "nobody reacts");

        bob.rest().delete(reaction(path(room, message), "👍")).expect(204);

        var kept = ann.rest().get("/rooms/" + room + "/messages").expect(200).objects("messages");
        assertThat(kept).containsExactly(message);
    }

    private void assertNothingStored() {
        assertThat(ann.rest().get("/rooms/" + room + "/messages").expect(200).objects("messages"))
                .isEmpty();
    }

    private static String path(String room, JsonObject message) {
        return "/rooms/" + room + "/messages/" + message.getString("id");
    }

    private static String reaction(String path, String emoji) {
        return path + "/reactions/"
                + URLEncoder.encode(emoji, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
