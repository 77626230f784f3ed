package dev.parley.notification.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a webhook's deliveries are signed with, known to its user and to us. Prints without it.
 *
 * @param value as the user was told it; its characters are the key, so that nobody has to decode anything
 */
record Secret(String value) {
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256"; // RFC 2104
    private static final SecureRandom RANDOM = new SecureRandom();

    static Secret next() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /**
     * The header {@code Parley-Signature}. The time is signed too, so that who records a delivery cannot send it again later.
     *
     * @param seconds since 1970, when it is sent
     */
    String sign(long seconds, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
