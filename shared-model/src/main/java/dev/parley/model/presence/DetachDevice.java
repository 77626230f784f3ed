package dev.parley.model.presence;

import dev.parley.model.id.DeviceId;
import dev.parley.model.id.UserId;

/** That socket is gone. */
public record DetachDevice(UserId userId, DeviceId deviceId, String nodeId) {}
