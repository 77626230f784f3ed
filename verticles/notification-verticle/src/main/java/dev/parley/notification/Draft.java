package dev.parley.notification;

import dev.parley.model.id.NotificationId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.Notification;
import dev.parley.model.rooms.Event;

/** A notification that is to be, unless there is one of this user and event already. */
record Draft(UserId userId, Event event, Notification notification) {
    static Draft of(UserId userId, Event event, Notification.Kind kind, String title, String body) {
        return new Draft(
                userId,
                event,
                new Notification(NotificationId.next(), kind, event.roomId(), title, body, event.at(), null));
    }

    /** {@code <roomId>:<seq>}, which names an event for ever. */
    String eventId() {
        return idOfEvent(event.roomId(), event.seq());
    }

    static String idOfEvent(RoomId roomId, long seq) {
        return roomId + ":" + seq;
    }
}
