package dev.parley.model.notification;

import dev.parley.model.id.NotificationId;
import dev.parley.model.id.UserId;
import java.util.List;

/** Marks these of the user's (or, with {@code all}, every one) as read; unknown ids are no error. */
public record MarkRead(UserId userId, List<NotificationId> ids, boolean all) {
    public MarkRead {
        ids = List.copyOf(ids);
    }
}
