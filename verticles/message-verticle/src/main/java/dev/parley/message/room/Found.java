package dev.parley.message.room;

import dev.parley.model.id.MessageId;
import dev.parley.model.rooms.Event;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the log already has of what a batch of intents names; grows as the batch is decided. */
public final class Found {
    private final Map<String, Event> events = new HashMap<>();
    private final Map<MessageId, FoldedMessage> messages = new HashMap<>();

    public void addEvent(String key, Event event) {
        events.put(key, event);
    }

    public void addMessage(FoldedMessage message) {
        messages.put(message.created().id(), message);
    }

    public @Nullable Event event(String key) {
        return events.get(key);
    }

    public boolean isStored(String key) {
        return events.containsKey(key);
    }

    public @Nullable FoldedMessage message(MessageId id) {
        return messages.get(id);
    }
}
