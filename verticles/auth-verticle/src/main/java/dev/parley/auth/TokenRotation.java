package dev.parley.auth;

import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do with a refresh token that somebody shows. */
enum TokenRotation {
    /** It is good: mark it used, give a new one. */
    ROTATE,
    /** It is unknown, too old, or of a session that is over. */
    REFUSE,
    /** It was used before: it, or its successor, is in the wrong hands, and nobody can tell which (RFC 9700, 4.14.2). */
    REVOKE_FAMILY;

    /** A refresh token as it is stored, with its session. */
    record StoredToken(
            SessionId sessionId,
            UserId userId,
            Instant expiresAt,
            @Nullable Instant usedAt,
            @Nullable Instant sessionRevokedAt) {}

    static TokenRotation decide(@Nullable StoredToken token, Instant now) {
        if (token == null || token.sessionRevokedAt() != null) {
            return REFUSE;
        }
        if (token.usedAt() != null) {
            return REVOKE_FAMILY;
        }
        return token.expiresAt().isAfter(now) ? ROTATE : REFUSE;
    }
}
