package dev.parley.model.presence;

import dev.parley.model.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param lastSeenAt when the last device left or was last seen; null if never, or not for this viewer */
public record Presence(
        UserId userId, PresenceStatus status, @Nullable Instant lastSeenAt) {}
