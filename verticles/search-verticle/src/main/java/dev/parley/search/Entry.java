package dev.parley.search;

import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.search.text.WordVector;
import java.time.Instant;

/**
 * What the index knows of a message.
 *
 * @param version the seq of the event that {@code words} are from: an older one never replaces it
 */
record Entry(MessageId messageId, RoomId roomId, Instant createdAt, long version, WordVector words) {
    /** Both about the same message: the newer words, the earlier time. */
    Entry and(Entry other) {
        var newer = other.version > version ? other : this;
        var created = other.createdAt.isBefore(createdAt) ? other.createdAt : createdAt;
        return new Entry(messageId, roomId, created, newer.version, newer.words);
    }
}
