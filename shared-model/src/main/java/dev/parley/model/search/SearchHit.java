package dev.parley.model.search;

import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Message;

/** @param message as it is now, never a deleted one */
public record SearchHit(Message message, RoomId roomId) {}
