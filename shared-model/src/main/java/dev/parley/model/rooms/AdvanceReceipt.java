package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;

/** The caller has received (or read) everything up to and with {@code seq}. Only ever moves forwards. */
public record AdvanceReceipt(UserId caller, RoomId roomId, long seq, boolean read) {}
