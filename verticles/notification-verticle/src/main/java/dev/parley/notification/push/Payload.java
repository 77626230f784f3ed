package dev.parley.notification.push;

import dev.parley.model.id.RoomId;
import dev.parley.model.notification.Notification.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the service worker is sent. {@code docs/protocol.md} describes it for others who write one.
 *
 * @param type {@code show}: in place of what is shown of the room; {@code withdraw}: nothing is shown of it any more
 * @param count unread notifications of the room that it stands for
 * @param badge unread notifications of all rooms
 * @param eventId the newest event that it stands for, {@code <roomId>:<seq>}
 */
public record Payload(
        String type,
        RoomId roomId,
        @Nullable Kind kind,
        @Nullable String title,
        @Nullable String body,
        int count,
        int badge,
        @Nullable String eventId,
        @Nullable Instant at) {
    static final String SHOW = "show";

    boolean shows() {
        return type.equals(SHOW);
    }

    static Payload withdraw(RoomId room, int badge) {
        return new Payload("withdraw", room, null, null, null, 0, badge, null, null);
    }
}
