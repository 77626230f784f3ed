package dev.parley.model.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.regex.Pattern;

/** An opaque string of 1 to 64 letters, digits and hyphens. */
public interface Id {
    Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

    String value();

    /** True if {@code value} has the form of an id; says nothing about whether the thing exists. */
    static boolean isWellFormed(String value) {
        return FORM.matcher(value).matches();
    }

    static void check(String what, String value) {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException(what + " is not an id");
        }
    }

    static String uuid7() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    /**
     * The same id for the same parts, on every node and after every restart: a custom UUID (RFC 9562 section 5.8,
     * version 8) of the first 122 free bits of SHA-256 over the parts.
     */
    static String derived(String... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0); // so that ("ab","c") and ("a","bc") differ
            }
            var hash = java.nio.ByteBuffer.wrap(digest.digest());
            long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
            long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
