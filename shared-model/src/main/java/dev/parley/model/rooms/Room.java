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
 */
public record Room(
        RoomId id,
        RoomType type,
        @Nullable String name,
        @Nullable String topic,
        Instant createdAt,
        UserId createdBy,
        int memberCount,
        long lastSeq) {}
