package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The in-app list, and its live twin. */
@ExtendWith(SharedParley.class)
class NotificationsTest {
    private final TestUser ann;
    private final TestUser bob;
    private final String room;

    NotificationsTest(Parley parley) {
        this.ann = parley.user("Ann");
        this.bob = parley.user("Bob");
        this.room = ann.directRoom(bob);
    }

    @Test
    void messageMakesANotificationLiveAndInTheList() {
        try (var atBob = bob.connect()) {
            ann.post(room, "ping!");

            var live = atBob.inbox()
                    .await("notification", one -> one.getString("kind").equals("message"));

            assertThat(live.getString("roomId")).isEqualTo(room);
            assertThat(live.getString("title")).contains("Ann");
            var listed = list(bob).stream()
                    .filter(one -> one.getString("id").equals(live.getString("id")))
                    .findFirst()
                    .orElseThrow();
            assertThat(listed.getString("body")).isEqualTo(live.getString("body"));
        }
    }

    @Test
    void oneIsNotNotifiedOfOnesOwnMessages() {
        ann.post(room, "to Bob only");
        awaitKind(bob, "message");

        assertThat(list(ann)).extracting(one -> one.getString("kind")).doesNotContain("message");
    }

    @Test
    void whoLooksAtTheRoomIsLeftInPeace() {
        var elsewhere = ann.groupRoom("Elsewhere", bob);
        try (var atBob = bob.connect()) {
            atBob.request("room.focus", new JsonObject().put("roomId", room)).ok();
            ann.post(room, "seen at once");
            ann.post(elsewhere, "not seen");

            atBob.inbox()
                    .await(
                            "notification",
                            one -> elsewhere.equals(one.getString("roomId"))
                                    && one.getString("kind").equals("message"));

            atBob.inbox()
                    .none(
                            "notification",
                            one -> room.equals(one.getString("roomId"))
                                    && one.getString("kind").equals("message"));
        }
    }

    @Test
    void mutedRoomsAreQuietButMentionsComeThrough() {
        var group = ann.groupRoom("Muted", bob);
        bob.rest()
                .put("/rooms/" + group + "/mute", new JsonObject().put("muted", true))
                .expect(204);
        ann.post(group, "quiet");
        var mention = Messages.body("@Bob!");
        mention.getJsonObject("content").put("mentions", new JsonArray().add(bob.id()));
        ann.rest().post("/rooms/" + group + "/messages", mention).expect(201);

        awaitKind(bob, "mention");

        assertThat(list(bob))
                .filteredOn(one -> group.equals(one.getString("roomId")))
                .extracting(one -> one.getString("kind"))
                .doesNotContain("message");
    }

    @Test
    void readOnesAreMarked() {
        ann.post(room, "one");
        ann.post(room, "two");
        Await.until("two notifications", () -> messages(bob).size() == 2);
        var first = messages(bob).get(0).getString("id");

        bob.rest()
                .put("/notifications/read", new JsonObject().put("ids", new JsonArray().add(first)))
                .expect(204);
        assertThat(messages(bob))
                .filteredOn(one -> one.getString("readAt") != null)
                .hasSize(1);
        bob.rest().put("/notifications/read", new JsonObject().put("all", true)).expect(204);

        assertThat(list(bob))
                .allSatisfy(one -> assertThat(one.getString("readAt")).isNotNull());
        bob.rest().put("/notifications/read", new JsonObject()).refused(400, "INVALID_REQUEST");
    }

    @Test
    void listIsOnesOwn() {
        ann.post(room, "for Bob");
        awaitKind(bob, "message");
        var bobs = list(bob).get(0).getString("id");

        ann.rest()
                .put("/notifications/read", new JsonObject().put("ids", new JsonArray().add(bobs)))
                .expect(204);

        assertThat(list(bob).get(0).getString("readAt")).isNull();
    }

    private static void awaitKind(TestUser user, String kind) {
        Await.until(
                "a notification of kind " + kind,
                () -> list(user).stream().anyMatch(one -> one.getString("kind").equals(kind)));
    }

    private static List<JsonObject> messages(TestUser user) {
        return list(user).stream()
                .filter(one -> one.getString("kind").equals("message"))
                .toList();
    }

    private static List<JsonObject> list(TestUser user) {
        return user.rest().get("/notifications").expect(200).objects("notifications");
    }
}
