package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;

/** Tells the room's other members; nothing is stored. */
public record SetTyping(UserId caller, RoomId roomId, boolean active) {}
