package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Group;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who says how long a room keeps what is written in it, and how it is told. */
@ExtendWith(SharedParley.class)
class RoomRetentionTest {
    private final TestUser owner;
    private final TestUser admin;
    private final TestUser member;
    private final TestUser outsider;
    private final String room;

    RoomRetentionTest(Parley parley) {
        this.owner = parley.user("Owner");
        this.admin = parley.user("Admin");
        this.member = parley.user("Member");
        this.outsider = parley.user("Outsider");
        this.room = owner.groupRoom("Short memory", admin, member);
        new Group(room).role(owner, admin, "admin").expect(200);
    }

    @Test
    void ownerSaysAndEveryoneHearsAndSeesIt() {
        assertThat(seen(member).containsKey("retentionDays")).isFalse();
        assertThat(seen(member).getInteger("firstSeq")).isEqualTo(1);
        try (var atMember = member.connect()) {
            assertThat(keep(owner, 30).getInteger("retentionDays")).isEqualTo(30);

            var event = atMember.inbox().await("room.updated");
            assertThat(event.getString("actor")).isEqualTo(owner.id());
            assertThat(event.getJsonObject("data"))
                    .isEqualTo(new JsonObject().put("name", "Short memory").put("retentionDays", 30));
            var sync = atMember.request(
                            "sync",
                            new JsonObject().put("rooms", new JsonObject().put(room, event.getInteger("seq") - 1)))
                    .objects("rooms")
                    .get(0);
            assertThat(sync.getInteger("firstSeq")).isEqualTo(1);
            assertThat(sync.getJsonArray("events").getJsonObject(0)).isEqualTo(event);
        }
        assertThat(seen(member).getInteger("retentionDays")).isEqualTo(30);
        var listed = member.rest().get("/rooms").expect(200).objects("rooms").get(0);
        assertThat(listed.getInteger("retentionDays")).isEqualTo(30);
        assertThat(listed.getInteger("firstSeq")).isEqualTo(1);

        owner.rest()
                .patch("/rooms/" + room, new JsonObject().put("topic", "Else"))
                .expect(200);
        assertThat(seen(member).getInteger("retentionDays"))
                .as("not said, not changed")
                .isEqualTo(30);
        owner.rest()
                .patch("/rooms/" + room, new JsonObject().putNull("retentionDays"))
                .expect(200);
        assertThat(seen(member).containsKey("retentionDays")).isFalse();
    }

    @Test
    void nobodyElseMaySayAndNotAnything() {
        for (var other : new TestUser[] {admin, member, outsider}) {
            other.rest()
                    .patch("/rooms/" + room, new JsonObject().put("retentionDays", 1))
                    .refused(403, "FORBIDDEN");
        }
        for (Object bad : new Object[] {-1, 3651, 1.5, "7", true}) {
            owner.rest()
                    .patch("/rooms/" + room, new JsonObject().put("retentionDays", bad))
                    .invalid("retentionDays");
        }
        owner.rest()
                .patch("/rooms/" + owner.directRoom(member), new JsonObject().put("retentionDays", 1))
                .refused(409, "CONFLICT");
        assertThat(seen(member).containsKey("retentionDays")).isFalse();
    }

    private JsonObject keep(TestUser who, int days) {
        return who.rest()
                .patch("/rooms/" + room, new JsonObject().put("retentionDays", days))
                .expect(200)
                .json();
    }

    private JsonObject seen(TestUser who) {
        return who.rest().get("/rooms/" + room).expect(200).json();
    }
}
