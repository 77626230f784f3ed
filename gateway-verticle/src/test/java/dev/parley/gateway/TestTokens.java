package dev.parley.gateway;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.SigningKeys;
import dev.parley.model.auth.TokenClaims;
import dev.parley.model.id.SessionId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Access tokens as auth-verticle makes them, signed with a key of this run. */
final class TestTokens {
    private static final String KEY_ID = "test";
    private static final String ISSUER = "parley";

    private final KeyPair keys = generate();
    private final JWTAuth signer;

    TestTokens(Vertx vertx) {
        var pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        signer = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(new PubSecKeyOptions()
                                .setAlgorithm("RS256")
                                .setId(KEY_ID)
                                .setBuffer(pem)));
    }

    String of(PublicUser user, SessionId sessionId) {
        return of(user, sessionId, Instant.now().plusSeconds(900));
    }

    String ofAdmin(PublicUser user, SessionId sessionId) {
        return of(
                user,
                sessionId,
                Instant.now().plusSeconds(900),
                new JsonObject().put(TokenClaims.ROLES, JsonArray.of(TokenClaims.ADMIN)));
    }

    String of(PublicUser user, SessionId sessionId, Instant expiresAt) {
        return of(user, sessionId, expiresAt, new JsonObject());
    }

    private String of(PublicUser user, SessionId sessionId, Instant expiresAt, JsonObject more) {
        var claims = new JsonObject()
                .put("sub", user.id().value())
                .put(TokenClaims.SESSION, sessionId.value())
                .put(TokenClaims.USERNAME, user.username())
                .put(TokenClaims.DISPLAY_NAME, user.displayName())
                .put("exp", expiresAt.getEpochSecond())
                .mergeIn(more);
        var options = new JWTOptions().setAlgorithm("RS256").setIssuer(ISSUER).addAudience(ISSUER);
        return signer.generateToken(claims, options);
    }

    SigningKeys keySet() {
        var key = (RSAPublicKey) keys.getPublic();
        var jwk = new SigningKeys.Jwk(
                "RSA", "sig", "RS256", KEY_ID, base64(key.getModulus()), base64(key.getPublicExponent()));
        return new SigningKeys(List.of(jwk), ISSUER, ISSUER);
    }

    private static String base64(BigInteger number) {
        var bytes = number.toByteArray();
        var unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }

    private static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }
}
