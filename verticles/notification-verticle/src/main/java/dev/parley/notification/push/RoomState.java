package dev.parley.notification.push;

import dev.parley.model.id.RoomId;
import dev.parley.model.notification.Notification.Kind;
import dev.parley.model.notification.NotificationSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known to tell one browser of one room, as it is now.
 *
 * @param shown whether the browser may show something of the room
 * @param unread how many notifications of the room the user has not read
 * @param unreadInAll of all rooms
 * @param newest the newest unread one, null if there is none
 */
public record RoomState(
        RoomId roomId,
        boolean shown,
        int unread,
        int unreadInAll,
        @Nullable Newest newest,
        NotificationSettings settings) {
    /**
     * @param eventId {@code <roomId>:<seq>}
     * @param sender who wrote it; null if it is no message, or is older than this field
     * @param place a room's name, or who the other one is; null as {@code sender}
     */
    public record Newest(
            String eventId,
            Kind kind,
            String title,
            String body,
            @Nullable String sender,
            @Nullable String place,
            Instant createdAt) {}
}
