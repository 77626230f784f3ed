package dev.parley.model.live;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server event for some users on one gateway node.
 *
 * @param recipients users; each of their sockets there gets it
 * @param type the event's name, as in the frame
 * @param at when what it tells of was stored, or null if it is not in a room's log
 * @param frame the whole protocol frame, {@code {"type","data"}}, encoded once for everyone
 * @param leftRoom if not null, the recipients are no longer in this room: their sockets forget that they look at it
 */
public record Delivery(
        List<UserId> recipients,
        String type,
        @Nullable Instant at,
        String frame,
        @Nullable RoomId leftRoom) {
    public Delivery {
        recipients = List.copyOf(recipients);
    }
}
