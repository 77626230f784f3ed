package dev.parley.model.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.parley.model.id.NotificationId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Marks these of the user's (or, with {@code all}, every one; or all of {@code roomId}) as read; unknown ids are no error.
 *
 * @param roomId null unless it is this room that was read
 * @param reader the session where it was read: the user's other devices need show them no more
 */
public record MarkRead(
        UserId userId,
        List<NotificationId> ids,
        boolean all,
        @Nullable RoomId roomId,
        SessionId reader) {
    @JsonCreator
    public MarkRead {
        ids = List.copyOf(ids);
    }
}
