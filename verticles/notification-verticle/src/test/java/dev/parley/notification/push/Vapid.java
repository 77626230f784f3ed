package dev.parley.notification.push;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What a push service learns from the header {@code Authorization} (RFC 8292).
 *
 * @param publicKey whose token it is, in base64url
 */
record Vapid(String audience, String subject, String publicKey) {
    private static final Pattern HEADER = Pattern.compile("vapid t=([\\w-]+\\.[\\w-]+)\\.([\\w-]+), ?k=([\\w-]+)");
    private static final Duration LONGEST = Duration.ofHours(24);

    /** @throws AssertionError if a push service would refuse it */
    static Vapid check(String header) {
        var parts = HEADER.matcher(header);
        if (!parts.matches()) {
            throw new AssertionError("RFC 8292 section 3: not vapid t=…, k=…");
        }
        var signed = parts.group(1);
        if (!verified(signed, parts.group(2), parts.group(3))) {
            throw new AssertionError("RFC 8292 section 2: not signed by the key it names");
        }
        var head = json(signed.substring(0, signed.indexOf('.')));
        var claims = json(signed.substring(signed.indexOf('.') + 1));
        var expires = Instant.ofEpochSecond(claims.getLong("exp"));
        var now = Instant.now();
        if (!head.getString("alg").equals("ES256") || expires.isBefore(now) || expires.isAfter(now.plus(LONGEST))) {
            throw new AssertionError("RFC 8292 section 2: " + head + " " + claims);
        }
        return new Vapid(claims.getString("aud"), claims.getString("sub"), parts.group(3));
    }

    private static boolean verified(String signed, String signature, String key) {
        try {
            var check = Signature.getInstance("SHA256withECDSAinP1363Format");
            check.initVerify(Browser.publicKey(Browser.bytes(key)));
            check.update(signed.getBytes(StandardCharsets.US_ASCII));
            return check.verify(Browser.bytes(signature));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static JsonObject json(String base64Url) {
        return new JsonObject(new String(Browser.bytes(base64Url), StandardCharsets.UTF_8));
    }
}
