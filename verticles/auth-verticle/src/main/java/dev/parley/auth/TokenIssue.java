package dev.parley.auth;

import dev.parley.model.auth.Tokens;
import dev.parley.model.id.SessionId;
import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Gives a session its tokens. Runs inside the transaction that decided so. */
final class TokenIssue {
    private final AuthConfig config;
    private final AccessTokens accessTokens;
    private final Clock clock;

    TokenIssue(AuthConfig config, AccessTokens accessTokens, Clock clock) {
        this.config = config;
        this.accessTokens = accessTokens;
        this.clock = clock;
    }

    /** Now, as precise as clients are told. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    Future<Tokens> forNewSession(Queries transaction, StoredUser user, @Nullable String userAgent) {
        var now = now();
        var sessionId = SessionId.next();
        return SessionStore.insert(transaction, sessionId, user.id(), userAgent, now, refreshExpiry(now))
                .compose(stored -> tokens(transaction, user, sessionId, now));
    }

    Future<Tokens> forRefresh(Queries transaction, StoredUser user, SessionId sessionId, @Nullable String userAgent) {
        var now = now();
        return SessionStore.seen(transaction, sessionId, userAgent, now, refreshExpiry(now))
                .compose(stored -> tokens(transaction, user, sessionId, now));
    }

    private Future<Tokens> tokens(Queries transaction, StoredUser user, SessionId sessionId, Instant now) {
        var refreshToken = RefreshToken.next();
        return SessionStore.insertToken(transaction, refreshToken.hash(), sessionId, refreshExpiry(now))
                .map(stored -> new Tokens(
                        accessTokens.sign(user, sessionId, now),
                        refreshToken.value(),
                        "Bearer",
                        accessTokens.expiresInSeconds(),
                        user.asUser()));
    }

    private Instant refreshExpiry(Instant now) {
        return now.plus(config.refreshTokenTtl());
    }
}
