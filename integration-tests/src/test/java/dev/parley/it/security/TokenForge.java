package dev.parley.it.security;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes access tokens as an attacker, or a server gone wrong, would. */
final class TokenForge {
    private final Path secrets;
    private final JsonObject header;
    private final JsonObject claims;

    /** @param genuine a real token, whose header and claims the forged ones take over */
    TokenForge(Path data, String genuine) {
        this.secrets = data.resolve("secrets");
        var parts = genuine.split("\\.");
        this.header = decoded(parts[0]);
        this.claims = decoded(parts[1]);
    }

    /** With the real key, an hour past its end. */
    String expired() {
        var now = Instant.now().getEpochSecond();
        return signed(header, claims.copy().put("iat", now - 7200).put("exp", now - 3600), realKey());
    }

    /** With the real key, for somebody else's service. */
    String wrongAudience() {
        return signed(header, claims.copy().put("aud", "another-service"), realKey());
    }

    String wrongIssuer() {
        return signed(header, claims.copy().put("iss", "another-issuer"), realKey());
    }

    /** With the real key, good for ever. */
    String withoutExpiry() {
        var endless = claims.copy();
        endless.remove("exp");
        return signed(header, endless, realKey());
    }

    /** {@code alg: none}, without a signature. */
    String unsigned() {
        return encoded(header.copy().put("alg", "none")) + "." + encoded(claims) + ".";
    }

    /** The classic confusion: the public key, which everyone has, used as an HMAC secret. */
    String signedWithThePublicKey() {
        var content = encoded(header.copy().put("alg", "HS256")) + "." + encoded(claims);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Files.readAllBytes(secrets.resolve("jwt-public.pem")), "HmacSHA256"));
            return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** RS256 under the right key id, but by a key of the attacker's own. */
    String signedByAnotherKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return signed(header, claims, generator.generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@link #signedByAnotherKey}, under a key id that the server has never heard of. */
    String underAnUnknownKeyId() {
        return signed(header.copy().put("kid", "nobody-knows-this-key"), claims, realKey());
    }

    /** A genuine signature under claims that were changed after it. */
    String withAnotherSubject(String subject, String genuine) {
        var parts = genuine.split("\\.");
        return parts[0] + "." + encoded(claims.copy().put("sub", subject)) + "." + parts[2];
    }

    private PrivateKey realKey() {
        try {
            var pem = Files.readString(secrets.resolve("jwt-private.pem"));
            var der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String signed(JsonObject header, JsonObject claims, PrivateKey key) {
        var content = encoded(header) + "." + encoded(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject decoded(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static String encoded(JsonObject json) {
        return base64(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
