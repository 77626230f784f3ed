package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;

/** Who is in a room, for other verticles. NOT_FOUND if it is gone. */
public record GetAudience(RoomId roomId) {}
