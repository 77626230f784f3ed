package dev.parley.notification.webhook;

import dev.parley.model.id.NotificationId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.WebhookId;
import dev.parley.model.notification.Notification.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a delivery.
 *
 * @param notifications 1 to {@link #MOST}, the oldest first
 */
record Batch(WebhookId webhookId, List<Entry> notifications) {
    static final int MOST = 100;

    Batch {
        notifications = List.copyOf(notifications);
    }

    List<NotificationId> ids() {
        return notifications.stream().map(Entry::id).toList();
    }

    /**
     * A notification as it is in the list.
     *
     * @param eventId {@code <roomId>:<seq>}
     * @param sender who wrote it, null if it is no message
     */
    record Entry(
            NotificationId id,
            String eventId,
            Kind kind,
            @Nullable RoomId roomId,
            String title,
            String body,
            @Nullable String sender,
            Instant createdAt) {}
}
