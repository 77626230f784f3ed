package dev.parley.notification;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.Id;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Audience;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People, rooms and events to be told of. */
final class Samples {
    /** Now: what is old is pruned from the lists of a verticle. No finer than PostgreSQL keeps it. */
    static final Instant AT = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    static final PublicUser ADA = user("Ada");
    static final PublicUser BOB = user("Bob");
    static final PublicUser EVE = user("Eve");

    private Samples() {}

    static PublicUser user(String name) {
        return new PublicUser(UserId.next(), name.toLowerCase(Locale.ROOT), name);
    }

    static Room group(String name) {
        return room(RoomType.GROUP, name);
    }

    static Room direct() {
        return room(RoomType.DIRECT, null);
    }

    private static Room room(RoomType type, @Nullable String name) {
        return new Room(RoomId.next(), type, name, null, AT, ADA.id(), 3, 1, null, 1);
    }

    static Audience audience(Room room, PublicUser... members) {
        return muted(room, Set.of(), members);
    }

    static Audience muted(Room room, Set<UserId> muted, PublicUser... members) {
        return new Audience(room, Arrays.stream(members).map(PublicUser::id).toList(), muted);
    }

    static Event message(Room room, long seq, PublicUser sender, String text, PublicUser... mentions) {
        var content =
                new Content(text, Arrays.stream(mentions).map(PublicUser::id).toList());
        return message(room, seq, sender, content);
    }

    static Event message(Room room, long seq, PublicUser sender, @Nullable Content content) {
        var clientId = new ClientMessageId(Id.uuid7());
        var id = MessageId.of(room.id(), sender.id(), clientId);
        var message = new Message(id, room.id(), seq, sender, clientId, content, null, AT, null, null, List.of());
        return new Event(room.id(), seq, EventType.MESSAGE_CREATED, AT, sender.id(), message);
    }

    static Event joined(Room room, long seq, PublicUser actor, PublicUser user) {
        return new Event(
                room.id(), seq, EventType.MEMBER_JOINED, AT, actor.id(), new EventData.MemberJoined(user, Role.MEMBER));
    }

    static Event created(Room room, PublicUser actor, PublicUser... others) {
        var members = new ArrayList<EventData.InitialMember>();
        members.add(new EventData.InitialMember(actor, Role.OWNER));
        Arrays.stream(others).forEach(other -> members.add(new EventData.InitialMember(other, Role.MEMBER)));
        return new Event(
                room.id(), 1, EventType.ROOM_CREATED, AT, actor.id(), new EventData.RoomCreated(room, members));
    }

    static Event left(Room room, long seq, PublicUser user) {
        return new Event(room.id(), seq, EventType.MEMBER_LEFT, AT, user.id(), new EventData.MemberLeft(user.id()));
    }
}
