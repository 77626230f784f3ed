package dev.parley.message.store;

import dev.parley.message.room.FoldedMessage;
import dev.parley.message.room.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event as read from the log.
 *
 * @param message of a message.created: the message as it is now; else null
 */
public record LoggedEvent(StoredEvent stored, @Nullable FoldedMessage message) {}
