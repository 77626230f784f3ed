package dev.parley.model.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param nextCursor null on the last page */
public record NotificationPage(
        List<Notification> notifications,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nextCursor) {
    public NotificationPage {
        notifications = List.copyOf(notifications);
    }
}
