package dev.parley.model.auth;

import dev.parley.model.id.SessionId;
import java.time.Instant;
import java.util.List;

/**
 * Revoked sessions.
 *
 * @param asOf the store's clock when it was read: the next {@link ListRevocations#since}, less a margin
 */
public record Revocations(List<SessionId> sessionIds, Instant asOf) {
    public Revocations {
        sessionIds = List.copyOf(sessionIds);
    }
}
