package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Direct rooms, and everyone's list of rooms. */
@ExtendWith(SharedParley.class)
class RoomsTest {
    private final Parley parley;
    private final TestUser ann;
    private final TestUser bob;

    RoomsTest(Parley parley) {
        this.parley = parley;
        this.ann = parley.user("Ann");
        this.bob = parley.user("Bob");
    }

    @Test
    void thereIsOneDirectRoomForTwoWhoeverAsks() {
        var first = ann.rest().post("/rooms", direct(bob)).expect(201).json();
        var again = ann.rest().post("/rooms", direct(bob)).expect(200).json();
        var fromBob = bob.rest().post("/rooms", direct(ann)).expect(200).json();

        assertThat(first.getString("type")).isEqualTo("direct");
        assertThat(first.getInteger("memberCount")).isEqualTo(2);
        assertThat(first.getString("createdBy")).isEqualTo(ann.id());
        assertThat(again.getString("id")).isEqualTo(first.getString("id"));
        assertThat(fromBob.getString("id")).isEqualTo(first.getString("id"));
    }

    @Test
    void directRoomIsWithExactlyOneOtherWhoExists() {
        ann.rest().post("/rooms", direct(ann)).invalid("memberIds");
        ann.rest()
                .post("/rooms", new JsonObject().put("type", "direct").put("memberIds", new JsonArray()))
                .invalid("memberIds");
        ann.rest()
                .post(
                        "/rooms",
                        new JsonObject()
                                .put("type", "direct")
                                .put(
                                        "memberIds",
                                        new JsonArray()
                                                .add(bob.id())
                                                .add(UUID.randomUUID().toString())))
                .invalid("memberIds");
        ann.rest()
                .post(
                        "/rooms",
                        new JsonObject()
                                .put("type", "direct")
                                .put(
                                        "memberIds",
                                        new JsonArray().add(UUID.randomUUID().toString())))
                .invalid("memberIds");
        ann.rest().post("/rooms", new JsonObject()).refused(400, "INVALID_REQUEST");
    }

    @Test
    void bothHearLiveThatTheRoomIsThere() {
        try (var atAnn = ann.connect();
                var atBob = bob.connect()) {
            var room = ann.directRoom(bob);

            for (var connection : List.of(atAnn, atBob)) {
                var event = connection.inbox().await("room.created");
                assertThat(event.getString("roomId")).isEqualTo(room);
                assertThat(event.getInteger("seq")).isEqualTo(1);
                assertThat(event.getString("actor")).isEqualTo(ann.id());
                assertThat(event.getString("type")).isEqualTo("room.created");
            }
        }
    }

    @Test
    void onlyMembersSeeARoom() {
        var room = ann.directRoom(bob);
        var stranger = parley.user("Stranger");

        assertThat(bob.rest().get("/rooms/" + room).expect(200).json().getString("id"))
                .isEqualTo(room);
        stranger.rest().get("/rooms/" + room).refused(403, "FORBIDDEN");
        stranger.rest().get("/rooms/" + room + "/members").refused(403, "FORBIDDEN");
        stranger.rest().get("/rooms/" + UUID.randomUUID()).refused(404, "NOT_FOUND");
        assertThat(stranger.rest().get("/rooms").expect(200).objects("rooms")).isEmpty();
    }

    @Test
    void listIsByLastActivityWithLastMessageAndUnreadCount() {
        var quiet = ann.directRoom(bob);
        var lively = ann.groupRoom("Lively", bob);
        ann.post(quiet, "first");
        ann.post(lively, "second");
        var third = ann.post(lively, "third");

        var rooms = bob.rest().get("/rooms").expect(200).objects("rooms");

        assertThat(rooms).extracting(room -> room.getString("id")).containsExactly(lively, quiet);
        var first = rooms.get(0);
        assertThat(first.getJsonObject("lastMessage").getString("id")).isEqualTo(third.getString("id"));
        assertThat(first.getLong("lastSeq")).isEqualTo(third.getLong("seq"));
        assertThat(first.getInteger("unreadCount")).isEqualTo(2);
        assertThat(first.getBoolean("muted")).isFalse();
        ann.post(quiet, "now this one is the newest");
        assertThat(bob.rest().get("/rooms").expect(200).objects("rooms"))
                .extracting(room -> room.getString("id"))
                .containsExactly(quiet, lively);
    }

    @Test
    void ownMessagesAreNotUnread() {
        var room = ann.directRoom(bob);
        ann.post(room, "from me");

        assertThat(ann.rest().get("/rooms").expect(200).objects("rooms").get(0).getInteger("unreadCount"))
                .isZero();
    }

    @Test
    void listComesInPages() {
        var made = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            made.add(0, ann.groupRoom("Room " + i));
        }
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = ann.rest().get("/rooms?limit=2" + cursor).expect(200);
            page.objects("rooms").forEach(room -> seen.add(room.getString("id")));
            var next = page.json().getString("nextCursor");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactlyElementsOf(made);
        ann.rest().get("/rooms?limit=0").invalid("limit");
        ann.rest().get("/rooms?cursor=***").invalid("cursor");
    }

    @Test
    void badPagesAreRefusedByField() {
        var room = ann.directRoom(bob);

        ann.rest().get("/rooms?cursor=nonsense").invalid("cursor");
        ann.rest().get("/rooms?limit=0").invalid("limit");
        ann.rest().get("/rooms?limit=201").invalid("limit");
        ann.rest().get("/rooms/" + room + "/members?cursor=nonsense").invalid("cursor");
        try (var atAnn = ann.connect()) {
            atAnn.request("rooms", new JsonObject().put("cursor", "nonsense")).refused("INVALID_REQUEST");
            atAnn.request("rooms", new JsonObject().put("limit", 201)).refused("INVALID_REQUEST");
        }
    }

    @Test
    void listIsTheSameOverTheSocket() {
        ann.directRoom(bob);
        try (var atAnn = ann.connect()) {
            var overSocket =
                    atAnn.request("rooms", new JsonObject().put("limit", 10)).ok();

            assertThat(overSocket)
                    .isEqualTo(ann.rest().get("/rooms?limit=10").expect(200).json());
        }
    }

    @Test
    void mutingIsOnesOwn() {
        var room = ann.directRoom(bob);

        ann.rest()
                .put("/rooms/" + room + "/mute", new JsonObject().put("muted", true))
                .expect(204);

        assertThat(muted(ann)).isTrue();
        assertThat(muted(bob)).isFalse();
        ann.rest()
                .put(
                        "/rooms/" + room + "/mute",
                        new JsonObject().put("muted", true).put("until", "2001-01-01T00:00:00.000Z"))
                .expect(204);
        assertThat(muted(ann)).as("a mute that is over").isFalse();
        ann.rest().put("/rooms/" + room + "/mute", new JsonObject()).invalid("muted");
        ann.rest()
                .put(
                        "/rooms/" + room + "/mute",
                        new JsonObject().put("muted", true).put("until", "tomorrow"))
                .invalid("until");
    }

    @Test
    void muteEndsWhenItsTimeHasCome() {
        var room = ann.directRoom(bob);
        var until = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);

        mute(
                room,
                new JsonObject()
                        .put("muted", true)
                        .put("until", until.plusSeconds(3600).toString()));
        assertThat(muted(ann)).isTrue();
        mute(room, new JsonObject().put("muted", true).put("until", until.toString()));

        Await.until("the mute is over", () -> !muted(ann));
        assertThat(Instant.now()).isAfterOrEqualTo(until);
        mute(room, new JsonObject().put("muted", true));
        mute(room, new JsonObject().put("muted", false));
        assertThat(muted(ann)).isFalse();
    }

    private void mute(String room, JsonObject mute) {
        ann.rest().put("/rooms/" + room + "/mute", mute).expect(204);
    }

    private static boolean muted(TestUser user) {
        return user.rest().get("/rooms").expect(200).objects("rooms").get(0).getBoolean("muted");
    }

    private static JsonObject direct(TestUser other) {
        return new JsonObject().put("type", "direct").put("memberIds", new JsonArray().add(other.id()));
    }
}
