package dev.parley.model.presence;

import dev.parley.model.id.DeviceId;
import dev.parley.model.id.UserId;

/** What this device of the user's shows; the user's status is the most present of the devices (busy wins). */
public record SetPresence(UserId userId, DeviceId deviceId, PresenceStatus status) {}
