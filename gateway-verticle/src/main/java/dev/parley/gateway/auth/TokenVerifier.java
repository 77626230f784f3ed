package dev.parley.gateway.auth;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.TokenClaims;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Checks access tokens (RFC 7519, profile of RFC 9068 in spirit) with auth-verticle's public keys. Only RS256: a token
 * says how it wants to be checked, and believing it is how {@code alg: none} and an HS256 "secret" that is the public
 * key get in (RFC 8725 section 2.1).
 *
 * <p>Owned by the context that made it.
 */
public final class TokenVerifier {
    /** Node clocks differ a little; more would keep dead tokens alive. */
    private static final Duration LEEWAY = Duration.ofSeconds(2);

    /** Ours have about 700 characters; more is not worth decoding. */
    private static final int MAX_TOKEN_LENGTH = 4096;

    private final SigningKeyRing keys;
    private final RevokedSessions revoked;
    private final Clock clock;

    public TokenVerifier(SigningKeyRing keys, RevokedSessions revoked, Clock clock) {
        this.keys = keys;
        this.revoked = revoked;
        this.clock = clock;
    }

    /**
     * @return fails with TOKEN_EXPIRED for a good token whose time is over, UNAVAILABLE if the keys cannot be had,
     *     UNAUTHENTICATED for everything else
     */
    public Future<Caller> verify(String token) {
        var kid = keyIdOf(token);
        if (kid == null) {
            return refused();
        }
        return keys.checkerFor(kid).compose(checker -> checker == null ? refused() : check(checker, token));
    }

    private Future<Caller> check(JWTAuth checker, String token) {
        Future<User> checked;
        try {
            checked = checker.authenticate(new TokenCredentials(token));
        } catch (RuntimeException wrongTypes) {
            return refused(); // thrown rather than failed with for an exp that is no number
        }
        return checked.transform(good ->
                good.failed() ? refused() : accept(good.result().attributes().getJsonObject("accessToken")));
    }

    private Future<Caller> accept(JsonObject claims) {
        Caller caller;
        try {
            caller = callerOf(claims);
        } catch (IllegalArgumentException notOurs) {
            return refused();
        }
        if (!clock.instant().isBefore(caller.expiresAt().plus(LEEWAY))) {
            return Future.failedFuture(Failure.of(FailureCode.TOKEN_EXPIRED, FailureCode.TOKEN_EXPIRED.title())
                    .asException());
        }
        return revoked.contains(caller.sessionId()) ? refused() : Future.succeededFuture(caller);
    }

    /** Throws if a claim is missing or of another type: {@code exp} too, which the library does not ask for. */
    private static Caller callerOf(JsonObject claims) {
        if (!(claims.getValue("exp") instanceof Number exp)) {
            throw new IllegalArgumentException("no exp");
        }
        var user = new PublicUser(
                new UserId(required(claims, "sub")),
                required(claims, TokenClaims.USERNAME),
                required(claims, TokenClaims.DISPLAY_NAME));
        return new Caller(
                user,
                new SessionId(required(claims, TokenClaims.SESSION)),
                Instant.ofEpochSecond(exp.longValue()),
                claims.getValue(TokenClaims.ROLES) instanceof JsonArray roles && roles.contains(TokenClaims.ADMIN));
    }

    private static String required(JsonObject claims, String name) {
        if (claims.getValue(name) instanceof String value) {
            return value;
        }
        throw new IllegalArgumentException("no " + name);
    }

    /** The {@code kid} of a three-part RS256 token, or null for anything else. */
    private static @Nullable String keyIdOf(String token) {
        int end = token.indexOf('.');
        if (token.length() > MAX_TOKEN_LENGTH
                || end < 0
                || token.chars().filter(c -> c == '.').count() != 2) {
            return null;
        }
        try {
            var json = new String(Base64.getUrlDecoder().decode(token.substring(0, end)), StandardCharsets.UTF_8);
            var header = new JsonObject(json);
            return "RS256".equals(header.getValue("alg")) && header.getValue("kid") instanceof String kid ? kid : null;
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private static <T> Future<T> refused() {
        return Future.failedFuture(Failure.of(FailureCode.UNAUTHENTICATED, "The access token is not valid: log in")
                .asException());
    }
}
