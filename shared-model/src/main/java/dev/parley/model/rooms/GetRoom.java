package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;

/** A room of the caller's; NOT_FOUND if there is none, FORBIDDEN if the caller is not in it. */
public record GetRoom(UserId caller, RoomId roomId) {}
