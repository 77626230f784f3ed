package dev.parley.notification;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.Notification.Kind;
import dev.parley.model.rooms.Audience;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Decides who is told of an event, and in which words. Pure. */
final class NotificationRules {
    private static final Set<EventType> CHANGING_AUDIENCES = Set.of(
            EventType.ROOM_CREATED,
            EventType.ROOM_UPDATED,
            EventType.ROOM_DELETED,
            EventType.MEMBER_JOINED,
            EventType.MEMBER_LEFT);

    private NotificationRules() {}

    /** Whether {@link #drafts} needs to know who is in the room. */
    static boolean needsAudience(Event event) {
        return event.type() == EventType.MESSAGE_CREATED
                || (event.type() == EventType.MEMBER_JOINED && byAnother(event, (EventData.MemberJoined) event.data()));
    }

    /** Whether {@link #drafts} needs to know who blocks {@link Event#actor}: in a direct room, who is blocked cannot write. */
    static boolean needsBlockers(Event event, Audience audience) {
        return needsAudience(event) && audience.room().type() == RoomType.GROUP;
    }

    /** Whether what was known of the room's audience before is out of date. */
    static boolean changesAudience(Event event) {
        return CHANGING_AUDIENCES.contains(event.type());
    }

    /**
     * @param audience who is in the room; empty if not needed or the room is gone, then nobody is told of its messages
     * @param blockers those who block the one who did it: they are not told
     * @param looking whether a user has the room open in front of them: they see for themselves
     */
    static List<Draft> drafts(
            Event event, Optional<Audience> audience, Set<UserId> blockers, BiPredicate<UserId, RoomId> looking) {
        return drafts(event, audience, looking).stream()
                .filter(draft -> !blockers.contains(draft.userId()))
                .toList();
    }

    private static List<Draft> drafts(Event event, Optional<Audience> audience, BiPredicate<UserId, RoomId> looking) {
        if (event.data() instanceof Message message) {
            return audience.map(known -> messageDrafts(event, message, known, looking))
                    .orElse(List.of());
        }
        if (event.data() instanceof EventData.MemberJoined joined && byAnother(event, joined)) {
            return audience.filter(known -> known.room().type() == RoomType.GROUP)
                    .map(known -> List.of(invitation(joined.user().id(), event, known.room(), null)))
                    .orElse(List.of());
        }
        if (event.data() instanceof EventData.RoomCreated created
                && created.room().type() == RoomType.GROUP) {
            return created.members().stream()
                    .map(member -> member.user().id())
                    .filter(member -> !member.equals(event.actor()))
                    .map(member -> invitation(member, event, created.room(), nameOf(event.actor(), created)))
                    .toList();
        }
        return List.of();
    }

    private static List<Draft> messageDrafts(
            Event event, Message message, Audience audience, BiPredicate<UserId, RoomId> looking) {
        var content = message.content();
        if (content == null) {
            return List.of(); // deleted meanwhile
        }
        var words = words(message.sender().displayName(), audience.room(), content.text());
        var mentioned = Set.copyOf(content.mentions());
        return audience.members().stream()
                .filter(member -> !member.equals(message.sender().id()))
                .filter(member ->
                        mentioned.contains(member) || !audience.muted().contains(member))
                .filter(member -> !looking.test(member, event.roomId()))
                .map(member -> Draft.of(member, event, mentioned.contains(member) ? Kind.MENTION : Kind.MESSAGE, words))
                .toList();
    }

    private static Draft.Words words(String sender, Room room, String text) {
        var name = room.name();
        return name == null
                ? new Draft.Words(sender, text, sender, sender)
                : new Draft.Words(name + " · " + sender, text, sender, name);
    }

    private static Draft invitation(UserId user, Event event, Room room, @Nullable String inviter) {
        var body = inviter == null ? "You were added to this group" : inviter + " added you to this group";
        var name = room.name() == null ? "New group" : room.name();
        return Draft.of(user, event, Kind.INVITATION, new Draft.Words(name, body, null, name));
    }

    private static @Nullable String nameOf(UserId user, EventData.RoomCreated created) {
        return created.members().stream()
                .map(EventData.InitialMember::user)
                .filter(member -> member.id().equals(user))
                .map(member -> member.displayName())
                .findFirst()
                .orElse(null);
    }

    private static boolean byAnother(Event event, EventData.MemberJoined joined) {
        return !joined.user().id().equals(event.actor());
    }
}
