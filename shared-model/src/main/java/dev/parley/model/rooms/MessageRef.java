package dev.parley.model.rooms;

import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;

/** One message and the room it is in. */
public record MessageRef(RoomId roomId, MessageId messageId) {}
