package dev.parley.message.room;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who makes rooms, comes, goes and rules. */
final class MembershipRules {
    private final RoomLimits limits;

    MembershipRules(RoomLimits limits) {
        this.limits = limits;
    }

    Decision create(Intent intent, RoomCommand.CreateRoom create, RoomState state, Drafts drafts) {
        var others = othersOf(intent.actor(), create.members());
        boolean direct = create.type() == RoomType.DIRECT;
        var refusal = direct ? refusalOfDirect(intent, others) : refusalOfGroup(create, others);
        if (refusal != null) {
            return Decision.refused(refusal);
        }
        if (state.room() != null) {
            // One direct room per pair: whoever asks again, under whatever intent, means the same.
            return direct ? Decision.repeated(List.of()) : Decision.refused(Failure.conflict("The room exists"));
        }
        var members = new ArrayList<EventData.InitialMember>();
        members.add(new EventData.InitialMember(intent.actor(), direct ? Role.MEMBER : Role.OWNER));
        others.values().forEach(user -> members.add(new EventData.InitialMember(user, Role.MEMBER)));
        var room = new Room(
                intent.roomId(),
                create.type(),
                direct || create.name() == null ? null : create.name().strip(),
                null,
                drafts.now(),
                drafts.actor(),
                members.size(),
                drafts.nextSeq(),
                null,
                LogStart.WHOLE.seq());
        drafts.add("create", EventType.ROOM_CREATED, new EventData.RoomCreated(room, members));
        return drafts.decided();
    }

    private static Map<UserId, PublicUser> othersOf(PublicUser actor, List<PublicUser> members) {
        var others = new LinkedHashMap<UserId, PublicUser>();
        members.forEach(user -> others.put(user.id(), user));
        others.remove(actor.id());
        return others;
    }

    private static @Nullable Failure refusalOfDirect(Intent intent, Map<UserId, PublicUser> others) {
        if (others.size() != 1) {
            return Failure.invalid("memberIds", "must be one other person");
        }
        var other = others.keySet().iterator().next();
        return RoomId.direct(intent.actor().id(), other).equals(intent.roomId())
                ? null
                : Failure.invalid("roomId", "must be the direct room of these two");
    }

    private @Nullable Failure refusalOfGroup(RoomCommand.CreateRoom create, Map<UserId, PublicUser> others) {
        int length = create.name() == null ? 0 : RoomRules.length(create.name().strip());
        if (length < 1 || length > RoomLimits.NAME) {
            return Failure.invalid("name", "must be 1 to " + RoomLimits.NAME + " characters");
        }
        return others.size() + 1 > limits.groupMembers()
                ? Failure.invalid("memberIds", "a group has at most " + limits.groupMembers() + " members")
                : null;
    }

    Decision add(RoomCommand.AddMembers add, RoomRecord room, Drafts drafts) {
        if (!room.hasRole(drafts.actor(), Role.ADMIN)) {
            return Decision.refused(Failure.forbidden("Only an admin may add people"));
        }
        var joining = new LinkedHashMap<UserId, PublicUser>();
        add.users().forEach(user -> joining.put(user.id(), user));
        joining.keySet().removeIf(room::isMember);
        if (room.members().size() + joining.size() > limits.groupMembers()) {
            return Decision.refused(Failure.conflict("A group has at most " + limits.groupMembers() + " members"));
        }
        joining.values()
                .forEach(user -> drafts.add(
                        "join/" + user.id(), EventType.MEMBER_JOINED, new EventData.MemberJoined(user, Role.MEMBER)));
        return drafts.decided();
    }

    Decision remove(RoomCommand.RemoveMember remove, RoomRecord room, Drafts drafts) {
        var leaving = remove.userId();
        boolean oneself = leaving.equals(drafts.actor());
        if (!oneself && !room.hasRole(drafts.actor(), Role.ADMIN)) {
            return Decision.refused(Failure.forbidden("Only an admin may remove people"));
        }
        if (!room.isMember(leaving)) {
            return Decision.refused(Failure.notFound("member"));
        }
        if (!oneself && room.hasRole(leaving, Role.OWNER)) {
            return Decision.refused(Failure.forbidden("The owner cannot be removed"));
        }
        var heir = heirOf(leaving, room);
        if (heir != null) {
            drafts.add(EventKeys.HEIR, EventType.MEMBER_ROLE, new EventData.MemberRole(heir, Role.OWNER));
        }
        drafts.add("leave/" + leaving, EventType.MEMBER_LEFT, new EventData.MemberLeft(leaving));
        return drafts.decided();
    }

    /** A group is never without an owner: the longest-standing admin, else member, follows the one who leaves. */
    private static @Nullable UserId heirOf(UserId leaving, RoomRecord room) {
        var staying = room.members().values().stream()
                .filter(member -> !member.user().id().equals(leaving))
                .toList();
        if (!room.hasRole(leaving, Role.OWNER) || staying.stream().anyMatch(member -> member.role() == Role.OWNER)) {
            return null;
        }
        return staying.stream()
                .filter(member -> member.role() == Role.ADMIN)
                .findFirst()
                .or(() -> staying.stream().findFirst())
                .map(member -> member.user().id())
                .orElse(null);
    }

    Decision changeRole(RoomCommand.ChangeRole change, RoomRecord room, Drafts drafts) {
        var actor = drafts.actor();
        var target = room.members().get(change.userId());
        if (!room.hasRole(actor, Role.OWNER)) {
            return Decision.refused(Failure.forbidden("Only the owner may give roles"));
        }
        if (target == null) {
            return Decision.refused(Failure.notFound("member"));
        }
        if (change.userId().equals(actor)) {
            return change.role() == Role.OWNER
                    ? drafts.decided()
                    : Decision.refused(Failure.conflict("Give the room to someone else first"));
        }
        if (target.role() != change.role()) {
            var given = new EventData.MemberRole(change.userId(), change.role());
            drafts.add("role/" + change.userId(), EventType.MEMBER_ROLE, given);
        }
        if (change.role() == Role.OWNER) {
            drafts.add("role/" + actor, EventType.MEMBER_ROLE, new EventData.MemberRole(actor, Role.ADMIN));
        }
        return drafts.decided();
    }
}
