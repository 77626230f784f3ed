package dev.parley.auth;

import dev.parley.model.auth.TokenClaims;
import dev.parley.model.id.SessionId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/** Makes access tokens: JWTs of RFC 7519. */
final class AccessTokens {
    private final KeyRing keys;
    private final AuthConfig config;

    AccessTokens(KeyRing keys, AuthConfig config) {
        this.keys = keys;
        this.config = config;
    }

    /** Whether the user is an admin is looked at each time: a token says what is so when it is issued. */
    String sign(StoredUser account, SessionId sessionId, Instant now) {
        var user = account.asPublic();
        var claims = new JsonObject()
                .put("iss", config.issuer())
                .put("aud", JsonArray.of(config.audience()))
                .put("sub", user.id().value())
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + expiresInSeconds())
                .put("jti", UUID.randomUUID().toString())
                .put(TokenClaims.SESSION, sessionId.value())
                .put(TokenClaims.USERNAME, user.username())
                .put(TokenClaims.DISPLAY_NAME, user.displayName());
        if (config.admins().include(account)) {
            claims.put(TokenClaims.ROLES, JsonArray.of(TokenClaims.ADMIN));
        }
        return keys.sign(claims);
    }

    long expiresInSeconds() {
        return config.accessTokenTtl().toSeconds();
    }
}
