package dev.parley.notification.mail;

import dev.parley.model.id.NotificationId;
import dev.parley.model.id.RoomId;
import dev.parley.model.notification.Notification.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An unread notification that was not mailed.
 *
 * @param room where it happened, null if in no room
 * @param sender who wrote it, null if it is no message or is old
 * @param place a room's name, or who the other one is; null if it is old
 */
record Entry(
        NotificationId id,
        Kind kind,
        @Nullable RoomId room,
        String title,
        String body,
        @Nullable String sender,
        @Nullable String place,
        Instant createdAt) {
    boolean mention() {
        return kind == Kind.MENTION;
    }

    String where() {
        return place == null ? title : place;
    }

    String who() {
        return sender == null ? title : sender;
    }
}
