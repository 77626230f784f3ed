package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Group;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Groups: members, roles, leaving, deleting. */
@ExtendWith(SharedParley.class)
class GroupsTest {
    private final Parley parley;
    private final TestUser owner;
    private final TestUser member;
    private final TestUser outsider;
    private final String room;
    private final Group group;

    GroupsTest(Parley parley) {
        this.parley = parley;
        this.owner = parley.user("Owner");
        this.member = parley.user("Member");
        this.outsider = parley.user("Outsider");
        this.room = owner.groupRoom("The group", member);
        this.group = new Group(room);
    }

    @Test
    void makerIsTheOwnerAndTheOthersAreMembers() {
        var seen = member.rest().get("/rooms/" + room).expect(200).json();

        assertThat(seen.getString("name")).isEqualTo("The group");
        assertThat(seen.getInteger("memberCount")).isEqualTo(2);
        assertThat(group.roles(owner)).isEqualTo(Map.of(owner.id(), "owner", member.id(), "member"));
    }

    @Test
    void groupNeedsAName() {
        owner.rest()
                .post("/rooms", new JsonObject().put("type", "group").put("memberIds", new JsonArray()))
                .invalid("name");
        owner.rest()
                .post("/rooms", new JsonObject().put("type", "group").put("name", "x".repeat(81)))
                .invalid("name");
    }

    @Test
    void adminsChangeNameAndTopicAndEveryoneHears() {
        try (var atMember = member.connect()) {
            var changed = owner.rest()
                    .patch(
                            "/rooms/" + room,
                            new JsonObject().put("name", "Renamed").put("topic", "Everything"))
                    .expect(200)
                    .json();

            assertThat(changed.getString("name")).isEqualTo("Renamed");
            assertThat(changed.getString("topic")).isEqualTo("Everything");
            var event = atMember.inbox().await("room.updated").getJsonObject("data");
            assertThat(event.getString("name")).isEqualTo("Renamed");
        }
        member.rest()
                .patch("/rooms/" + room, new JsonObject().put("name", "Mine"))
                .refused(403, "FORBIDDEN");
        outsider.rest()
                .patch("/rooms/" + room, new JsonObject().put("name", "Mine"))
                .refused(403, "FORBIDDEN");
    }

    @Test
    void adminsAddPeopleWhoThenSeeTheRoom() {
        try (var atOutsider = outsider.connect();
                var atMember = member.connect()) {
            group.add(owner, outsider).expect(200);

            assertThat(atMember.inbox()
                            .await("member.joined")
                            .getJsonObject("data")
                            .getJsonObject("user")
                            .getString("id"))
                    .isEqualTo(outsider.id());
            atOutsider
                    .inbox()
                    .await("member.joined", event -> event.getString("roomId").equals(room));
        }
        assertThat(group.roles(owner)).containsEntry(outsider.id(), "member");
        outsider.rest().get("/rooms/" + room + "/messages").expect(200);
        group.add(owner, outsider).expect(200); // once more is no error
        assertThat(group.roles(owner)).hasSize(3);
    }

    @Test
    void membersCannotAddOrRemoveOrPromote() {
        group.add(member, outsider).refused(403, "FORBIDDEN");
        group.remove(member, owner).refused(403, "FORBIDDEN");
        group.role(member, member, "admin").refused(403, "FORBIDDEN");
        group.add(outsider, outsider).refused(403, "FORBIDDEN");
    }

    @Test
    void strangersWhoDoNotExistCannotBeAdded() {
        owner.rest()
                .post(
                        "/rooms/" + room + "/members",
                        new JsonObject()
                                .put(
                                        "userIds",
                                        new JsonArray().add(UUID.randomUUID().toString())))
                .invalid("userIds");
        owner.rest().post("/rooms/" + room + "/members", new JsonObject()).invalid("userIds");
    }

    @Test
    void ownerGivesRoles() {
        try (var atMember = member.connect()) {
            group.role(owner, member, "admin").expect(200);

            var event = atMember.inbox().await("member.role").getJsonObject("data");
            assertThat(event.getString("userId")).isEqualTo(member.id());
            assertThat(event.getString("role")).isEqualTo("admin");
        }
        group.add(member, outsider).expect(200);
        group.role(member, outsider, "admin").refused(403, "FORBIDDEN");
        group.role(owner, member, "king").invalid("role");
    }

    @Test
    void givingOwnershipAwayMakesOneAnAdmin() {
        group.role(owner, member, "owner").expect(200);

        assertThat(group.roles(owner)).isEqualTo(Map.of(owner.id(), "admin", member.id(), "owner"));
    }

    @Test
    void removedMemberSeesTheRoomNoMore() {
        try (var atMember = member.connect()) {
            group.remove(owner, member).expect(204);

            var event = atMember.inbox().await("member.left");
            assertThat(event.getJsonObject("data").getString("userId")).isEqualTo(member.id());
            atMember.request("message.send", Messages.send(room, "still here?")).refused("FORBIDDEN");
            owner.post(room, "they are gone");
            atMember.request("ping").ok();
            atMember.inbox()
                    .none(
                            "message.created",
                            message -> message.getString("roomId").equals(room));
        }
        member.rest().get("/rooms/" + room + "/messages").refused(403, "FORBIDDEN");
        assertThat(member.rest().get("/rooms").expect(200).objects("rooms")).isEmpty();
    }

    @Test
    void membersMayLeave() {
        group.remove(member, member).expect(204);

        assertThat(group.roles(owner)).containsOnlyKeys(owner.id());
        group.remove(owner, member).refused(404, "NOT_FOUND");
    }

    @Test
    void onlyTheOwnerDeletesTheRoom() {
        member.rest().delete("/rooms/" + room).refused(403, "FORBIDDEN");
        try (var atMember = member.connect()) {
            owner.rest().delete("/rooms/" + room).expect(204);

            atMember.inbox()
                    .await("room.deleted", event -> event.getString("roomId").equals(room));
        }
        owner.rest().get("/rooms/" + room).refused(404, "NOT_FOUND");
        assertThat(member.rest().get("/rooms").expect(200).objects("rooms")).isEmpty();
    }

    @Test
    void membersComeWithTheirReceipts() {
        var message = owner.post(room, "read me");
        member.rest()
                .put("/rooms/" + room + "/read", new JsonObject().put("seq", message.getLong("seq")))
                .expect(204);

        var reader = owner.rest().get("/rooms/" + room + "/members").expect(200).objects("members").stream()
                .filter(one -> one.getJsonObject("user").getString("id").equals(member.id()))
                .findFirst()
                .orElseThrow();

        assertThat(reader.getLong("readSeq")).isEqualTo(message.getLong("seq"));
        assertThat(reader.getLong("deliveredSeq")).isEqualTo(message.getLong("seq"));
    }

    @Test
    void directRoomsHaveNoSuchThings() {
        var direct = owner.directRoom(outsider);

        assertThat(owner.rest()
                        .patch("/rooms/" + direct, new JsonObject().put("name", "Us"))
                        .status())
                .isEqualTo(409);
        assertThat(owner.rest()
                        .post(
                                "/rooms/" + direct + "/members",
                                new JsonObject().put("userIds", new JsonArray().add(member.id())))
                        .status())
                .isEqualTo(409);
        owner.rest().delete("/rooms/" + direct).refused(409, "CONFLICT");
        owner.rest().delete("/rooms/" + direct + "/members/" + owner.id()).refused(409, "CONFLICT");
        owner.rest()
                .patch("/rooms/" + direct + "/members/" + outsider.id(), new JsonObject().put("role", "admin"))
                .refused(409, "CONFLICT");
        assertThat(parley.user("Third").rest().get("/rooms/" + direct).status()).isEqualTo(403);
    }

    @Test
    void thousandthCompanionIsOneTooMany() {
        var ids = new JsonArray();
        IntStream.range(0, 1000).forEach(i -> ids.add(UUID.randomUUID().toString()));

        var created = owner.rest()
                .post(
                        "/rooms",
                        new JsonObject().put("type", "group").put("name", "All").put("memberIds", ids));
        var added = owner.rest().post("/rooms/" + room + "/members", new JsonObject().put("userIds", ids));

        created.invalid("memberIds");
        added.invalid("userIds");
        assertThat(List.of(created, added))
                .as("too many, before anybody asks who they are")
                .allSatisfy(answer -> assertThat(answer.objects("errors").get(0).getString("message"))
                        .contains("to 999 ids"));
    }
}
