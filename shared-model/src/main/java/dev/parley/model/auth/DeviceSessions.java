package dev.parley.model.auth;

import java.util.List;

/** A user's sessions, the last used first. */
public record DeviceSessions(List<DeviceSession> sessions) {
    public DeviceSessions {
        sessions = List.copyOf(sessions);
    }
}
