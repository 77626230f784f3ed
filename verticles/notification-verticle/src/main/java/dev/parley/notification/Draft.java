package dev.parley.notification;

import dev.parley.model.id.NotificationId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.Notification;
import dev.parley.model.rooms.Event;
import org.jspecify.annotations.Nullable;

/**
 * A notification that is to be, unless there is one of this user and event already.
 *
 * @param sender who wrote it, null if it is no message
 * @param place where: a room's name, or who the other one is
 */
record Draft(
        UserId userId,
        Event event,
        Notification notification,
        @Nullable String sender,
        String place) {
    static Draft of(UserId userId, Event event, Notification.Kind kind, Words words) {
        return new Draft(
                userId,
                event,
                new Notification(
                        NotificationId.next(), kind, event.roomId(), words.title, words.body, event.at(), null),
                words.sender,
                words.place);
    }

    /** {@code <roomId>:<seq>}, which names an event for ever. */
    String eventId() {
        return idOfEvent(event.roomId(), event.seq());
    }

    static String idOfEvent(RoomId roomId, long seq) {
        return roomId + ":" + seq;
    }

    /** What all who are told of an event read. */
    record Words(String title, String body, @Nullable String sender, String place) {
        Words {
            title = Excerpt.of(title);
            body = Excerpt.of(body);
            sender = sender == null ? null : Excerpt.of(sender);
            place = Excerpt.of(place);
        }
    }
}
