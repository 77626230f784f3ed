package dev.parley.model.presence;

import dev.parley.model.id.DeviceId;
import dev.parley.model.id.UserId;

/** A socket of the user's is authenticated on this gateway node. Twice is no error. */
public record AttachDevice(UserId userId, DeviceId deviceId, String nodeId) {}
