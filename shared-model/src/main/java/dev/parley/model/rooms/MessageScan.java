package dev.parley.model.rooms;

import java.util.List;

/**
 * A page of a room's messages.
 *
 * @param upTo the seq that the page ends with, unused ones included
 * @param hasMore there is more of the log after {@code upTo}
 */
public record MessageScan(List<Scanned> messages, long upTo, boolean hasMore) {
    public MessageScan {
        messages = List.copyOf(messages);
    }

    /**
     * A message as it is now.
     *
     * @param version the seq of the last event that is in it
     */
    public record Scanned(Message message, long version) {}
}
