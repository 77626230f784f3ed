package dev.parley.model.rooms;

import java.util.List;

/** Some messages. */
public record Messages(List<Message> messages) {
    public Messages {
        messages = List.copyOf(messages);
    }
}
