package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A room, as any member sees it.
 *
 * @param name null for a direct room
 * @param lastSeq the seq of its newest stored event
 * @param retentionDays how long what is written in it is kept, 1 to 3,650 days, as its owner wants it; null: as long as the
 *     installation keeps it
 * @param firstSeq where its log begins, 1 or more: of what was before, only events about the room and who is in it are
 *     left. In the answer to a change it may be some minutes behind
 */
public record Room(
        RoomId id,
        RoomType type,
        @Nullable String name,
        @Nullable String topic,
        Instant createdAt,
        UserId createdBy,
        int memberCount,
        long lastSeq,
        @Nullable Integer retentionDays,
        long firstSeq) {
    public Room {
        firstSeq = Math.max(1, firstSeq); // rooms of before logs were ever cut say nothing
    }
}
