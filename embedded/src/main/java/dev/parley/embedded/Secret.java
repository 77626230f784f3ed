package dev.parley.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** A generated password. Its alphabet is that of base64url, so it needs no escaping in a URI, a shell or a configuration file. */
public record Secret(String value) {

    /** 192 bits: beyond guessing, and short enough for every server's limit. */
    private static final int BYTES = 24;

    private static final SecureRandom RANDOM = new SecureRandom();

    public Secret {
        if (!value.matches("[A-Za-z0-9_-]{16,}")) {
            throw new IllegalArgumentException("not a generated password");
        }
    }

    static Secret generate() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Tells whether two are the same. Safe to keep in the open, since 192 random bits cannot be guessed from it. */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
