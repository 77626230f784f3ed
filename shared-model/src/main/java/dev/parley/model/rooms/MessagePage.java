package dev.parley.model.rooms;

import java.util.List;

/** Messages in seq order; {@code hasMore} in the direction asked. */
public record MessagePage(List<Message> messages, boolean hasMore) {
    public MessagePage {
        messages = List.copyOf(messages);
    }
}
