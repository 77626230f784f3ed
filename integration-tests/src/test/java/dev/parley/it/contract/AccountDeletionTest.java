package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Group;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import dev.parley.it.system.StoredRows;
import dev.parley.it.system.StoredState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of an account that is deleted, and what those it leaves behind see of it. */
@ExtendWith(SharedParley.class)
class AccountDeletionTest {
    private static final String LIST = "notification.notifications where user_id = ?";
    private static final String CONTACTS = "contacts.contacts where low = ? or high = ?";
    private static final String BLOCKS = "contacts.blocks where blocker = ? or blocked = ?";
    private static final String LIVE_SESSIONS = "auth.sessions where user_id = ? and revoked_at is null";

    /** Whatever tells who it was. */
    private static final String NAMES =
            "auth.users where id = ? and coalesce(username, email, display_name, password_hash) is not null";

    private final Parley parley;
    private final TestUser leaver;
    private final TestUser friend;

    AccountDeletionTest(Parley parley) {
        this.parley = parley;
        this.leaver = parley.user("Leaver");
        this.friend = parley.user("Friend");
    }

    @Test
    void accountIsGoneButItsMessagesStay() {
        var room = leaver.directRoom(friend);
        var message = leaver.post(room, "my last words");
        var socket = leaver.connect();

        delete();

        socket.closedWith(4409, Duration.ofSeconds(2));
        parley.anonymous()
                .post("/auth", new JsonObject().put("email", leaver.email()).put("password", Parley.PASSWORD))
                .refused(401, "UNAUTHENTICATED");
        leaver.rest().get("/users/me").refused(401, "UNAUTHENTICATED");
        var kept = friend.rest()
                .get("/rooms/" + room + "/messages")
                .expect(200)
                .objects("messages")
                .get(0);
        assertThat(kept.getString("id")).isEqualTo(message.getString("id"));
        assertThat(kept.getJsonObject("content").getString("text")).isEqualTo("my last words");
        assertThat(kept.getJsonObject("sender").getString("id")).isEqualTo(leaver.id());
        assertThat(kept.getJsonObject("sender").getString("displayName")).isEqualTo("Deleted user");
    }

    @Test
    void directRoomStaysUnderNoName() {
        var room = leaver.directRoom(friend);

        delete();

        assertThat(friend.rest().get("/rooms/" + room + "/members").expect(200).objects("members"))
                .extracting(member -> member.getJsonObject("user"))
                .filteredOn(user -> user.getString("id").equals(leaver.id()))
                .singleElement()
                .satisfies(user -> assertThat(user.getString("displayName")).isEqualTo("Deleted user"));
    }

    @Test
    void itLeavesEveryGroupAndTheMembersHear() {
        var group = new Group(friend.groupRoom("Friends", leaver));
        try (var atFriend = friend.connect()) {
            delete();

            var left = atFriend.inbox().await("member.left");
            assertThat(left.getString("roomId")).isEqualTo(group.id());
            assertThat(left.getJsonObject("data").getString("userId")).isEqualTo(leaver.id());
        }
        assertThat(group.roles(friend)).isEqualTo(Map.of(friend.id(), "owner"));
    }

    @Test
    void groupsOfItsOwnGoToTheLongestStandingAdminElseMember() {
        var other = parley.user("Other");
        var led = new Group(leaver.groupRoom("Led", other, friend));
        led.role(leaver, friend, "admin").expect(200);
        var equals = new Group(leaver.groupRoom("Equals", other));
        led.add(leaver, parley.user("Late")).expect(200);

        delete();

        Await.until(
                "the admin owns the group",
                () -> "owner".equals(led.roles(friend).get(friend.id())));
        Await.until(
                "the member owns the group",
                () -> "owner".equals(equals.roles(other).get(other.id())));
        assertThat(led.roles(friend)).hasSize(3).doesNotContainKey(leaver.id());
        friend.rest().delete("/rooms/" + led.id()).expect(204);
    }

    @Test
    void nobodyFindsAddsOrAsksIt() {
        friend.befriend(leaver);
        var group = new Group(friend.groupRoom("Séance"));

        delete();

        assertThat(friend.rest()
                        .get("/users?query=" + leaver.username())
                        .expect(200)
                        .objects("users"))
                .isEmpty();
        group.add(friend, leaver).invalid("userIds");
        friend.rest()
                .post(
                        "/rooms",
                        new JsonObject()
                                .put("type", "group")
                                .put("name", "Séance")
                                .put("memberIds", new JsonArray().add(leaver.id())))
                .invalid("memberIds");
        friend.rest()
                .post("/contacts", new JsonObject().put("userId", leaver.id()))
                .refused(404, "NOT_FOUND");
    }

    @Test
    void itsNamesAreFreeAgainForSomebodyElse() {
        delete();

        var heir = parley.anonymous()
                .post(
                        "/users",
                        new JsonObject()
                                .put("username", leaver.username())
                                .put("email", leaver.email())
                                .put("password", Parley.PASSWORD))
                .expect(201)
                .json();

        assertThat(heir.getString("id")).isNotEqualTo(leaver.id());
    }

    @Test
    void nothingThatWasKeptForItAloneIsLeftInPostgreSql() {
        var stored = StoredRows.of(parley.installation());
        friend.befriend(leaver);
        leaver.rest().put("/blocks/" + parley.user("Stranger").id()).expect(204);
        friend.post(friend.directRoom(leaver), "into the list");
        Await.until("the list has it", () -> stored.count(LIST, leaver.id()) > 0);
        assertThat(stored.count(CONTACTS, leaver.id())).isEqualTo(1);
        assertThat(stored.count(BLOCKS, leaver.id())).isEqualTo(1);
        assertThat(stored.count(NAMES, leaver.id())).isEqualTo(1);

        delete();

        Await.until(
                "all of it is gone",
                () -> stored.count(LIST, leaver.id())
                                + stored.count(CONTACTS, leaver.id())
                                + stored.count(BLOCKS, leaver.id())
                        == 0);
        assertThat(stored.count(NAMES, leaver.id())).isZero();
        assertThat(stored.count(LIVE_SESSIONS, leaver.id())).isZero();
    }

    @Test
    void nothingThatWasKeptForItAloneIsLeftInMongoDbAndRedis() {
        var direct = leaver.directRoom(friend);
        var group = friend.groupRoom("Friends", leaver);
        for (var room : List.of(direct, group)) {
            friend.post(room, "hello");
            leaver.rest()
                    .put("/rooms/" + room + "/read", new JsonObject().put("seq", 2))
                    .expect(204);
            leaver.rest()
                    .put("/rooms/" + room + "/mute", new JsonObject().put("muted", true))
                    .expect(204);
        }
        try (var stored = StoredState.of(parley.installation());
                var socket = leaver.connect()) {
            Await.until("it is shown as present", () -> stored.presence(leaver.id()) > 0);
            for (var room : List.of(direct, group)) {
                Await.until("its receipts are kept", () -> stored.receipts(room).contains(leaver.id()));
            }

            delete();

            socket.closedWith(4409, Duration.ofSeconds(2));
            Await.until(
                    "all of it is gone",
                    () -> stored.presence(leaver.id()) == 0
                            && !stored.receipts(direct).contains(leaver.id())
                            && !stored.receipts(group).contains(leaver.id()));
            assertThat(stored.receipts(direct)).as("the friend's own stay").contains(friend.id());
        }
    }

    private void delete() {
        leaver.rest().delete("/users/me").expect(204);
    }
}
