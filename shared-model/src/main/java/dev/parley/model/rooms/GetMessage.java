package dev.parley.model.rooms;

import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;

/** One message as it is now. FORBIDDEN for who is not a member, NOT_FOUND if it is not in the room. */
public record GetMessage(UserId caller, RoomId roomId, MessageId messageId) {}
