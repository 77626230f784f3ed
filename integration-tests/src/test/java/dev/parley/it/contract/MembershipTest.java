package dev.parley.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Door;
import dev.parley.it.client.Group;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Parley;
import dev.parley.it.client.TestUser;
import dev.parley.it.system.SharedParley;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each role may do to another, and what is left to those who came late, left or were removed. */
@ExtendWith(SharedParley.class)
class MembershipTest {
    private static final String THUMB = "%F0%9F%91%8D";

    private final Parley parley;
    private final TestUser owner;
    private final TestUser member;
    private final String room;
    private final Group group;

    MembershipTest(Parley parley) {
        this.parley = parley;
        this.owner = parley.user("Owner");
        this.member = parley.user("Member");
        this.room = owner.groupRoom("The group", member);
        this.group = new Group(room);
    }

    @Test
    void newMemberReadsTheRoomFromItsBeginning() {
        var first = owner.post(room, "before you came");
        var newcomer = parley.user("Newcomer");
        group.add(owner, newcomer).expect(200);

        var log = newcomer.rest().get("/rooms/" + room + "/events?after=0").expect(200);

        assertThat(log.objects("events"))
                .extracting(event -> event.getString("type"))
                .containsExactly("room.created", "message.created", "member.joined");
        assertThat(newcomer.rest()
                        .get("/rooms/" + room + "/messages")
                        .expect(200)
                        .objects("messages"))
                .containsExactly(first);
        var listed = newcomer.rest().get("/rooms").expect(200).objects("rooms").get(0);
        assertThat(listed.getInteger("unreadCount"))
                .as("nothing from before is unread")
                .isZero();
    }

    @Test
    void removedMemberHearsNothingMoreOnAnySocketOfAnyDoor() {
        var sockets = Arrays.stream(Door.values()).map(member::connect).toList();
        try (var atOwner = owner.connect()) {
            group.remove(owner, member).expect(204);
            sockets.forEach(socket -> socket.inbox().await("member.left"));

            var later = atOwner.post(room, "without you").getString("messageId");
            atOwner.request("typing", new JsonObject().put("roomId", room).put("active", true))
                    .ok();
            atOwner.inbox()
                    .await(
                            "message.created",
                            event -> event.getJsonObject("data").getString("id").equals(later));
            var elsewhere = owner.directRoom(member);
            owner.post(elsewhere, "all of it is over");

            for (var socket : sockets) {
                socket.inbox()
                        .await(
                                "message.created",
                                event -> event.getString("roomId").equals(elsewhere));
                for (var type : new String[] {"message.created", "typing", "receipt"}) {
                    socket.inbox().none(type, event -> event.getString("roomId").equals(room));
                }
            }
        } finally {
            sockets.forEach(socket -> socket.close());
        }
    }

    @Test
    void removedMemberCanDoNothingMoreThere() {
        var own = member.post(room, "mine");
        var message = "/rooms/" + room + "/messages/" + own.getString("id");
        var target = new JsonObject().put("roomId", room).put("messageId", own.getString("id"));
        try (var atMember = member.connect()) {
            group.remove(owner, member).expect(204);
            var receipt = new JsonObject().put("roomId", room).put("seq", own.getLong("seq"));
            var typing = new JsonObject().put("roomId", room).put("active", true);
            var edit = target.copy().put("content", Messages.content("changed"));
            var reaction = target.copy().put("emoji", "👍");

            atMember.request("message.send", Messages.send(room, "again")).refused("FORBIDDEN");
            atMember.request("message.edit", edit).refused("FORBIDDEN");
            atMember.request("message.delete", target).refused("FORBIDDEN");
            atMember.request("reaction.add", reaction).refused("FORBIDDEN");
            atMember.request("reaction.remove", reaction).refused("FORBIDDEN");
            atMember.request("receipt.read", receipt).refused("FORBIDDEN");
            atMember.request("receipt.delivered", receipt).refused("FORBIDDEN");
            atMember.request("typing", typing).refused("FORBIDDEN");
            atMember.request("history", new JsonObject().put("roomId", room)).refused("FORBIDDEN");
        }
        member.rest().put(message + "/reactions/" + THUMB).refused(403, "FORBIDDEN");
        member.rest()
                .put("/rooms/" + room + "/mute", new JsonObject().put("muted", true))
                .refused(403, "FORBIDDEN");
        member.rest().get("/rooms/" + room + "/members").refused(403, "FORBIDDEN");
        member.rest().get("/rooms/" + room + "/events").refused(403, "FORBIDDEN");
    }

    @Test
    void whoComesBackIsAMemberLikeAnyOther() {
        group.role(owner, member, "admin").expect(200);
        group.remove(owner, member).expect(204);
        owner.post(room, "meanwhile");
        group.add(owner, member).expect(200);

        assertThat(group.roles(owner)).isEqualTo(Map.of(owner.id(), "owner", member.id(), "member"));
        assertThat(member.rest().get("/rooms/" + room + "/messages").expect(200).objects("messages"))
                .hasSize(1);
        assertThat(member.post(room, "back").getString("id")).isNotEmpty();
    }

    @Test
    void ownerCannotBeRemovedNorStepDownWithoutAnHeir() {
        group.role(owner, member, "admin").expect(200);

        group.remove(member, owner).refused(403, "FORBIDDEN");
        group.role(member, owner, "member").refused(403, "FORBIDDEN");
        group.role(owner, owner, "member").refused(409, "CONFLICT");
        group.role(owner, owner, "admin").refused(409, "CONFLICT");
        assertThat(group.roles(owner)).containsEntry(owner.id(), "owner");
    }

    @Test
    void adminsRemoveMembersAndAdmins() {
        var other = parley.user("Other");
        group.add(owner, other).expect(200);
        group.role(owner, member, "admin").expect(200);
        group.role(owner, other, "admin").expect(200);

        group.remove(member, other).expect(204);

        assertThat(group.roles(owner)).containsOnlyKeys(owner.id(), member.id());
    }

    @Test
    void demotedAdminMayNoMoreThanAMember() {
        group.role(owner, member, "admin").expect(200);
        group.role(owner, member, "member").expect(200);

        group.add(member, parley.user("Other")).refused(403, "FORBIDDEN");
        member.rest()
                .patch("/rooms/" + room, new JsonObject().put("name", "Mine"))
                .refused(403, "FORBIDDEN");
    }

    @Test
    void onlyAMemberCanBeGivenARoleOrBeRemoved() {
        var stranger = parley.user("Stranger");

        group.role(owner, stranger, "admin").refused(404, "NOT_FOUND");
        group.remove(owner, stranger).refused(404, "NOT_FOUND");
    }

    @Test
    void leavingOwnerIsFollowedByTheLongestStandingAdminThenMember() {
        var admin = parley.user("Admin");
        group.add(owner, admin).expect(200);
        group.role(owner, admin, "admin").expect(200);
        try (var atMember = member.connect()) {
            group.remove(owner, owner).expect(204);

            var given = atMember.inbox().await("member.role");
            assertThat(given.getJsonObject("data"))
                    .isEqualTo(new JsonObject().put("userId", admin.id()).put("role", "owner"));
            var left = atMember.inbox().await("member.left");
            assertThat(left.getLong("seq"))
                    .as("there is an owner at every moment")
                    .isGreaterThan(given.getLong("seq"));
        }
        group.remove(admin, admin).expect(204);

        assertThat(member.rest().get("/rooms/" + room + "/members").expect(200).objects("members"))
                .extracting(one -> one.getString("role"))
                .containsExactly("owner");
        group.remove(member, member).expect(204);
        member.rest().get("/rooms/" + room).refused(403, "FORBIDDEN");
    }

    @Test
    void everyBadFieldOfATopicOrRoleIsNamed() {
        owner.rest()
                .patch("/rooms/" + room, new JsonObject().put("topic", "x".repeat(501)))
                .invalid("topic");
        owner.rest().patch("/rooms/" + room, new JsonObject().put("name", "")).invalid("name");
        owner.rest()
                .patch("/rooms/" + room + "/members/" + member.id(), new JsonObject())
                .invalid("role");
    }
}
