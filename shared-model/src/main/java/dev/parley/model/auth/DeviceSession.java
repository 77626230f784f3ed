package dev.parley.model.auth;

import dev.parley.model.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One logged-in device, as its user sees it. */
public record DeviceSession(
        SessionId id,
        Instant createdAt,
        Instant lastSeenAt,
        @Nullable String userAgent,
        boolean current) {}
