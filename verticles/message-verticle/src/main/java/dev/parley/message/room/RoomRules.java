package dev.parley.message.room;

import dev.parley.model.failure.Failure;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.RoomCommand;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an intent becomes: events, or a refusal. The same rules answer the gateway's question beforehand and decide in
 * the room's order; the second answer is the one that counts.
 */
public final class RoomRules {
    private final MessageRules messages;
    private final MembershipRules memberships;

    public RoomRules(RoomLimits limits, Retention retention) {
        this.messages = new MessageRules(retention);
        this.memberships = new MembershipRules(limits);
    }

    /**
     * @param state the room before it
     * @param found has the events of {@link EventKeys#of} and the messages of {@link EventKeys#messagesOf} that exist
     */
    public Decision decide(Intent intent, RoomState state, Found found, Instant now) {
        var earlier = earlier(intent, found);
        var repeated = Decision.repeated(earlier);
        var keys = EventKeys.of(intent);
        // They are stored in their order: with the last one all are there.
        if (!keys.isEmpty() && found.isStored(keys.get(keys.size() - 1))) {
            return repeated;
        }
        var decision = decideNew(intent, state, found, now);
        if (earlier.isEmpty()) {
            return decision;
        }
        // A crash may have cut an intent of several events short: then the rest is all that is left to do.
        return decision.events().isEmpty() ? repeated : decision.after(earlier);
    }

    private static List<Event> earlier(Intent intent, Found found) {
        return EventKeys.of(intent).stream()
                .map(found::event)
                .filter(Objects::nonNull)
                .toList();
    }

    private Decision decideNew(Intent intent, RoomState state, Found found, Instant now) {
        var command = intent.command();
        var drafts = new Drafts(intent, state, found, now);
        if (command instanceof RoomCommand.CreateRoom create) {
            return memberships.create(intent, create, state, drafts);
        }
        var room = state.room();
        if (room == null || room.deleted()) {
            return Decision.refused(Failure.notFound("room"));
        }
        if (!room.isMember(drafts.actor())) {
            return Decision.refused(Failure.forbidden("You are not a member of this room"));
        }
        if (command instanceof RoomCommand.PostMessage post) {
            return messages.post(intent, post, room, found, drafts);
        } else if (command instanceof RoomCommand.EditMessage edit) {
            return messages.edit(edit, room, found, drafts);
        } else if (command instanceof RoomCommand.DeleteMessage delete) {
            return messages.delete(delete, room, found, drafts);
        } else if (command instanceof RoomCommand.React react) {
            return messages.react(react, room, found, drafts);
        }
        if (room.isDirect()) {
            return Decision.refused(Failure.conflict("A direct room is always these two and has no name"));
        }
        return decideInGroup(command, room, drafts);
    }

    private Decision decideInGroup(RoomCommand command, RoomRecord room, Drafts drafts) {
        if (command instanceof RoomCommand.UpdateRoom update) {
            return update(update, room, drafts);
        } else if (command instanceof RoomCommand.DeleteRoom) {
            return delete(room, drafts);
        } else if (command instanceof RoomCommand.AddMembers add) {
            return memberships.add(add, room, drafts);
        } else if (command instanceof RoomCommand.RemoveMember remove) {
            return memberships.remove(remove, room, drafts);
        } else if (command instanceof RoomCommand.ChangeRole change) {
            return memberships.changeRole(change, room, drafts);
        }
        throw new IllegalArgumentException("no rule for " + command.getClass().getSimpleName());
    }

    private static Decision update(RoomCommand.UpdateRoom update, RoomRecord room, Drafts drafts) {
        if (!room.hasRole(drafts.actor(), Role.ADMIN)) {
            return Decision.refused(Failure.forbidden("Only an admin may change the room"));
        }
        var name = update.name() == null ? room.name() : update.name().strip();
        var topic = update.topic() == null ? room.topic() : blankToNull(update.topic());
        if (name == null || name.isEmpty() || length(name) > RoomLimits.NAME) {
            return Decision.refused(Failure.invalid("name", "must be 1 to " + RoomLimits.NAME + " characters"));
        }
        if (topic != null && length(topic) > RoomLimits.TOPIC) {
            return Decision.refused(Failure.invalid("topic", "must be at most " + RoomLimits.TOPIC + " characters"));
        }
        var refusal = refusalOfRetention(update, room, drafts);
        if (refusal != null) {
            return Decision.refused(refusal);
        }
        var retentionDays = retentionDays(update, room);
        if (!name.equals(room.name())
                || !Objects.equals(topic, room.topic())
                || !Objects.equals(retentionDays, room.retentionDays())) {
            drafts.add("update", EventType.ROOM_UPDATED, new EventData.RoomUpdated(name, topic, retentionDays));
        }
        return drafts.decided();
    }

    private static @Nullable Failure refusalOfRetention(RoomCommand.UpdateRoom update, RoomRecord room, Drafts drafts) {
        var days = update.retentionDays();
        if (days == null) {
            return null;
        } else if (!room.hasRole(drafts.actor(), Role.OWNER)) {
            return Failure.forbidden("Only the owner may say how long messages are kept");
        }
        return days < 0 || days > Retention.MOST_DAYS
                ? Failure.invalid("retentionDays", "must be 1 to " + Retention.MOST_DAYS + ", or 0")
                : null;
    }

    private static @Nullable Integer retentionDays(RoomCommand.UpdateRoom update, RoomRecord room) {
        var days = update.retentionDays();
        if (days == null) {
            return room.retentionDays();
        }
        return days == 0 ? null : days;
    }

    private static Decision delete(RoomRecord room, Drafts drafts) {
        if (!room.hasRole(drafts.actor(), Role.OWNER)) {
            return Decision.refused(Failure.forbidden("Only the owner may delete the room"));
        }
        drafts.add("delete-room", EventType.ROOM_DELETED, new EventData.RoomDeleted());
        return drafts.decided();
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    /** Characters as people count them: code points. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
