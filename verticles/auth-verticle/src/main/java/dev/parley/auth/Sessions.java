package dev.parley.auth;

import dev.parley.auth.TokenRotation.StoredToken;
import dev.parley.model.auth.DeviceSessions;
import dev.parley.model.auth.EndSession;
import dev.parley.model.auth.ListRevocations;
import dev.parley.model.auth.ListSessions;
import dev.parley.model.auth.LogOut;
import dev.parley.model.auth.RefreshTokens;
import dev.parley.model.auth.Revocations;
import dev.parley.model.auth.Tokens;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import dev.parley.postgres.Postgres;
import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions after log-in: refreshed, listed, ended. */
final class Sessions {
    private static final Failure NOT_GOOD =
            Failure.of(FailureCode.UNAUTHENTICATED, "The refresh token is not valid: log in again");

    private final Postgres postgres;
    private final TokenIssue tokens;
    private final Announcements announcements;

    Sessions(Postgres postgres, TokenIssue tokens, Announcements announcements) {
        this.postgres = postgres;
        this.tokens = tokens;
        this.announcements = announcements;
    }

    Future<Tokens> refresh(RefreshTokens request) {
        return postgres.transaction(transaction -> SessionStore.findTokenAndHold(
                                transaction, new RefreshToken(request.refreshToken()).hash())
                        .compose(token -> rotate(transaction, request, token.orElse(null))))
                .map(rotated -> {
                    announcements.sessionsRevoked(rotated.userId(), rotated.revoked(), "refresh token reused");
                    return rotated.tokensOrThrow();
                });
    }

    private Future<Rotated> rotate(Queries transaction, RefreshTokens request, @Nullable StoredToken token) {
        var decision = TokenRotation.decide(token, tokens.now());
        if (token == null || decision == TokenRotation.REFUSE) {
            return Future.failedFuture(NOT_GOOD.asException());
        }
        // The revocation must be committed, so it is a value here and becomes a failure only afterwards.
        return decision == TokenRotation.REVOKE_FAMILY
                ? SessionStore.revoke(transaction, token.userId(), token.sessionId())
                        .map(revoked -> new Rotated(token.userId(), revoked, Optional.empty()))
                : renew(transaction, request, token)
                        .map(renewed -> new Rotated(token.userId(), List.of(), Optional.of(renewed)));
    }

    private Future<Tokens> renew(Queries transaction, RefreshTokens request, StoredToken token) {
        var hash = new RefreshToken(request.refreshToken()).hash();
        return UserStore.find(transaction, token.userId())
                .map(user -> user.orElseThrow(NOT_GOOD::asException))
                .compose(user -> SessionStore.markUsed(transaction, hash, tokens.now())
                        .compose(used -> tokens.forRefresh(transaction, user, token.sessionId(), request.userAgent())));
    }

    /** What a refresh came to, once committed. */
    private record Rotated(UserId userId, List<SessionId> revoked, Optional<Tokens> tokens) {
        private Tokens tokensOrThrow() {
            return tokens.orElseThrow(NOT_GOOD::asException);
        }
    }

    Future<Done> logOut(LogOut request) {
        var hash = new RefreshToken(request.refreshToken()).hash();
        return postgres.transaction(transaction -> SessionStore.findTokenAndHold(transaction, hash)
                        .compose(token -> token.isEmpty()
                                ? Future.succeededFuture(Optional.<Ended>empty())
                                : SessionStore.revoke(
                                                transaction,
                                                token.get().userId(),
                                                token.get().sessionId())
                                        .map(revoked -> Optional.of(
                                                new Ended(token.get().userId(), revoked)))))
                .map(ended -> {
                    ended.ifPresent(it -> announcements.sessionsRevoked(it.userId(), it.revoked(), "logged out"));
                    return Done.DONE;
                });
    }

    private record Ended(UserId userId, List<SessionId> revoked) {}

    Future<DeviceSessions> list(ListSessions request) {
        return SessionStore.listLive(postgres, request.userId(), request.current(), tokens.now())
                .map(DeviceSessions::new);
    }

    Future<Done> end(EndSession request) {
        return SessionStore.revoke(postgres, request.userId(), request.sessionId())
                .map(revoked -> {
                    if (revoked.isEmpty()) {
                        throw Failure.notFound("session").asException();
                    }
                    announcements.sessionsRevoked(request.userId(), revoked, "ended by its user");
                    return Done.DONE;
                });
    }

    Future<Revocations> revocations(ListRevocations request) {
        return SessionStore.revokedSince(postgres, request.since());
    }
}
