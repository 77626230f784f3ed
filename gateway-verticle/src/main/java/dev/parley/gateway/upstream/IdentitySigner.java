package dev.parley.gateway.upstream;

import dev.parley.gateway.auth.Caller;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.util.UUID;

/**
 * Says who asks, so that one upstream can tell that this gateway said it: a JWT (RFC 7519), HS256 with the secret that the
 * two share. It is for this upstream, this request and a few seconds, and opens nothing of Parley's.
 */
final class IdentitySigner {
    /** The header it is in. */
    static final String HEADER = "Parley-Identity";

    private static final String ISSUER = "parley";
    private static final String ALGORITHM = "HS256";

    /** Until the upstream has looked at it. */
    private static final Duration LIFE = Duration.ofSeconds(30);

    private final JWTAuth jwt;
    private final String audience;

    IdentitySigner(Vertx vertx, IdentitySecret secret, String audience) {
        this.audience = audience;
        this.jwt = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(secret.key())));
    }

    /** @param path as the upstream is asked for it, without a query */
    String sign(Caller caller, String method, String path) {
        var claims = new JsonObject()
                .put("sub", caller.userId().value())
                .put("sid", caller.sessionId().value())
                .put("jti", UUID.randomUUID().toString())
                .put("method", method)
                .put("path", path);
        return jwt.generateToken(
                claims,
                new JWTOptions()
                        .setAlgorithm(ALGORITHM)
                        .setIssuer(ISSUER)
                        .addAudience(audience)
                        .setExpiresInSeconds(Math.toIntExact(LIFE.toSeconds())));
    }
}
