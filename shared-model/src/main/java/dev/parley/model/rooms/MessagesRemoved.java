package dev.parley.model.rooms;

import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import java.util.List;

/**
 * These messages are about to go from the room's log for good, as they are older than the room keeps them: whoever has
 * something of them is to remove it. At least once.
 */
public record MessagesRemoved(RoomId roomId, List<Removed> messages) {
    public MessagesRemoved {
        messages = List.copyOf(messages);
    }

    /** @param seq the message's place in the log */
    public record Removed(long seq, MessageId messageId) {}
}
