package dev.parley.model.rooms;

import dev.parley.model.id.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The caller's rooms, the most recently active first.
 *
 * @param cursor where the last page ended, or null for the first
 * @param limit 1 to 200
 */
public record ListRooms(UserId caller, @Nullable String cursor, int limit) {}
