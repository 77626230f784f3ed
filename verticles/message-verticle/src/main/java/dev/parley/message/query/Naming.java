package dev.parley.message.query;

import dev.parley.message.access.Authors;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.Message;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts today's names over those the log keeps. */
final class Naming {
    private final Authors authors;

    Naming(Authors authors) {
        this.authors = authors;
    }

    Future<List<Message>> messages(List<Message> messages) {
        return authors.now(
                        messages.stream().map(message -> message.sender().id()).toList())
                .map(names ->
                        messages.stream().map(message -> named(message, names)).toList());
    }

    Future<List<Event>> events(List<Event> events) {
        var people = new LinkedHashSet<UserId>();
        events.forEach(event -> collect(event.data(), people));
        return authors.now(people)
                .map(names -> events.stream().map(event -> named(event, names)).toList());
    }

    /** Of those whose names are known now; the others keep what they have. */
    Future<Map<UserId, PublicUser>> now(Collection<UserId> people) {
        return authors.now(people);
    }

    private static void collect(EventData data, Set<UserId> people) {
        if (data instanceof Message message) {
            people.add(message.sender().id());
        } else if (data instanceof EventData.MemberJoined joined) {
            people.add(joined.user().id());
        } else if (data instanceof EventData.RoomCreated created) {
            created.members().forEach(member -> people.add(member.user().id()));
        }
    }

    private static Event named(Event event, Map<UserId, PublicUser> names) {
        EventData data = event.data();
        if (data instanceof Message message) {
            data = named(message, names);
        } else if (data instanceof EventData.MemberJoined joined) {
            data = new EventData.MemberJoined(named(joined.user(), names), joined.role());
        } else if (data instanceof EventData.RoomCreated created) {
            data = new EventData.RoomCreated(
                    created.room(),
                    created.members().stream()
                            .map(member -> new EventData.InitialMember(named(member.user(), names), member.role()))
                            .toList());
        } else {
            return event;
        }
        return new Event(event.roomId(), event.seq(), event.type(), event.at(), event.actor(), data);
    }

    private static Message named(Message message, Map<UserId, PublicUser> names) {
        return new Message(
                message.id(),
                message.roomId(),
                message.seq(),
                named(message.sender(), names),
                message.clientMessageId(),
                message.content(),
                message.replyTo(),
                message.createdAt(),
                message.editedAt(),
                message.deletedAt(),
                message.reactions());
    }

    static PublicUser named(PublicUser then, Map<UserId, PublicUser> names) {
        return names.getOrDefault(then.id(), then);
    }
}
