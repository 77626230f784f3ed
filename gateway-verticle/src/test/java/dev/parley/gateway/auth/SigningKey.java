package dev.parley.gateway.auth;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.SigningKeys;
import dev.parley.model.auth.TokenClaims;
import dev.parley.model.id.SessionId;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A signing key of this run, and every kind of token that can be made with it, good and bad. */
public final class SigningKey {
    public static final String ISSUER = "parley-test";
    public static final String AUDIENCE = "parley-test-clients";

    private final String keyId;
    private final KeyPair pair = generate();

    public SigningKey(String keyId) {
        this.keyId = keyId;
    }

    public String token(PublicUser user, SessionId sessionId, Instant expiresAt) {
        return signed(claims(user, sessionId, expiresAt));
    }

    /** Claims as auth-verticle writes them, to be spoilt by the test. */
    public static JsonObject claims(PublicUser user, SessionId sessionId, Instant expiresAt) {
        return new JsonObject()
                .put("iss", ISSUER)
                .put("aud", AUDIENCE)
                .put("sub", user.id().value())
                .put("exp", expiresAt.getEpochSecond())
                .put(TokenClaims.SESSION, sessionId.value())
                .put(TokenClaims.USERNAME, user.username())
                .put(TokenClaims.DISPLAY_NAME, user.displayName());
    }

    public String signed(JsonObject claims) {
        return signed(new JsonObject().put("alg", "RS256").put("kid", keyId), claims);
    }

    public String signed(JsonObject header, JsonObject claims) {
        try {
            var input = input(header, claims);
            var signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(pair.getPrivate());
            signer.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The classic forgery: the public key, which everyone has, taken for an HMAC secret. */
    public String signedWithThePublicKey(JsonObject claims) {
        try {
            var input = input(new JsonObject().put("alg", "HS256").put("kid", keyId), claims);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pair.getPublic().getEncoded(), "HmacSHA256"));
            return input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code alg: none}, with and without the dot of an empty signature. */
    public String unsigned(JsonObject claims, String ending) {
        return input(new JsonObject().put("alg", "none").put("kid", keyId), claims) + ending;
    }

    public SigningKeys published() {
        return new SigningKeys(List.of(jwk()), ISSUER, AUDIENCE);
    }

    SigningKeys.Jwk jwk() {
        var key = (RSAPublicKey) pair.getPublic();
        return new SigningKeys.Jwk(
                "RSA", "sig", "RS256", keyId, base64(key.getModulus()), base64(key.getPublicExponent()));
    }

    private static String input(JsonObject header, JsonObject claims) {
        return base64(header.encode().getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(BigInteger number) {
        var bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
