package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A page of history: the newest before {@code before}, the oldest after {@code after}, or (neither) the newest.
 *
 * @param limit 1 to 100
 */
public record ListMessages(
        UserId caller,
        RoomId roomId,
        @Nullable Long before,
        @Nullable Long after,
        int limit) {}
