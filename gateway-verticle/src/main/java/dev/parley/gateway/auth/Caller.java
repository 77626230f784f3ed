package dev.parley.gateway.auth;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import java.time.Instant;

/**
 * Who speaks, known from a checked access token and from nothing else.
 *
 * @param user the names are those of the time the token was issued
 * @param expiresAt the token's {@code exp}
 * @param admin whether the token says so: it was so when the token was issued
 */
public record Caller(PublicUser user, SessionId sessionId, Instant expiresAt, boolean admin) {
    public UserId userId() {
        return user.id();
    }
}
