package dev.parley.model.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.model.id.NotificationId;
import dev.parley.model.id.RoomId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a user's in-app list.
 *
 * @param roomId where it happened, null if in no room
 * @param readAt null until read
 */
public record Notification(
        NotificationId id,
        Kind kind,
        @Nullable RoomId roomId,
        String title,
        String body,
        Instant createdAt,
        @Nullable Instant readAt) {
    public enum Kind {
        MESSAGE,
        MENTION,
        INVITATION;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
