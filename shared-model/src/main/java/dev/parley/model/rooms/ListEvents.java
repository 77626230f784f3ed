package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;

/**
 * A page of the room's log.
 *
 * @param after the last seq held, 0 for the beginning
 * @param limit 1 to 500
 */
public record ListEvents(UserId caller, RoomId roomId, long after, int limit) {}
