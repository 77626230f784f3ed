package dev.parley.message.room;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A room and who is in it, as the room and membership events up to {@code stateSeq} made it.
 *
 * @param members in the order they joined
 * @param deleted then nobody is in it any more
 * @param retentionDays null: as the installation has it, see {@link Retention}
 */
public record RoomRecord(
        RoomId id,
        RoomType type,
        @Nullable String name,
        @Nullable String topic,
        Instant createdAt,
        UserId createdBy,
        Map<UserId, Membership> members,
        boolean deleted,
        @Nullable Integer retentionDays,
        long stateSeq) {
    public RoomRecord {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public boolean isMember(UserId userId) {
        return members.containsKey(userId);
    }

    public boolean isDirect() {
        return type == RoomType.DIRECT;
    }

    /** True if {@code userId} is in it with {@code role} or a stronger one. */
    public boolean hasRole(UserId userId, Role role) {
        var membership = members.get(userId);
        return membership != null && membership.role().atLeast(role);
    }

    public List<UserId> memberIds() {
        return List.copyOf(members.keySet());
    }

    /** The other one of a direct room. */
    public @Nullable UserId partnerOf(UserId userId) {
        return isDirect()
                ? members.keySet().stream()
                        .filter(other -> !other.equals(userId))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    public Room toRoom(Head head) {
        return new Room(
                id,
                type,
                name,
                topic,
                createdAt,
                createdBy,
                members.size(),
                head.lastSeq(),
                retentionDays,
                head.start().seq());
    }

    /** The room after {@code event}; an event it already has in it, or that is about a message, changes nothing. */
    public static @Nullable RoomRecord after(@Nullable RoomRecord before, Event event) {
        if (event.data() instanceof EventData.RoomCreated created) {
            return before == null ? created(event, created) : before;
        }
        return before == null || event.seq() <= before.stateSeq ? before : before.changedBy(event);
    }

    private static RoomRecord created(Event event, EventData.RoomCreated created) {
        var members = new LinkedHashMap<UserId, Membership>();
        for (var member : created.members()) {
            members.put(member.user().id(), new Membership(member.user(), member.role(), event.at(), event.seq()));
        }
        var room = created.room();
        return new RoomRecord(
                room.id(),
                room.type(),
                room.name(),
                room.topic(),
                room.createdAt(),
                room.createdBy(),
                members,
                false,
                room.retentionDays(),
                event.seq());
    }

    private RoomRecord changedBy(Event event) {
        var changed = new LinkedHashMap<>(members);
        if (event.data() instanceof EventData.RoomUpdated updated) {
            return new RoomRecord(
                    id,
                    type,
                    updated.name(),
                    updated.topic(),
                    createdAt,
                    createdBy,
                    members,
                    deleted,
                    updated.retentionDays(),
                    event.seq());
        } else if (event.data() instanceof EventData.MemberJoined joined) {
            changed.putIfAbsent(
                    joined.user().id(), new Membership(joined.user(), joined.role(), event.at(), event.seq()));
        } else if (event.data() instanceof EventData.MemberLeft left) {
            changed.remove(left.userId());
        } else if (event.data() instanceof EventData.MemberRole given) {
            changed.computeIfPresent(given.userId(), (user, membership) -> membership.with(given.role()));
        } else if (event.data() instanceof EventData.RoomDeleted) {
            changed.clear();
            return new RoomRecord(
                    id, type, name, topic, createdAt, createdBy, changed, true, retentionDays, event.seq());
        } else {
            return this;
        }
        return new RoomRecord(
                id, type, name, topic, createdAt, createdBy, changed, deleted, retentionDays, event.seq());
    }
}
