package dev.parley.gateway.upstream;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What an upstream and this gateway share, so that the one can sign and the other can tell. Prints without it. */
public final class IdentitySecret {
    /** RFC 7518 section 3.2: a key of HS256 is at least as long as its hash. */
    public static final int MIN_BYTES = 32;

    private final byte[] bytes;

    /**
     * @param file what the file has; a line break at its end, as editors and {@code echo} write it, is none of it
     * @throws IllegalArgumentException if it is too short
     */
    public IdentitySecret(byte[] file) {
        int end = file.length;
        while (end > 0 && (file[end - 1] == '\n' || file[end - 1] == '\r')) {
            end--;
        }
        if (end < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "secretFile: has " + end + " bytes, but a secret has at least " + MIN_BYTES);
        }
        this.bytes = Arrays.copyOf(file, end);
    }

    /** A secret of a text. */
    public static IdentitySecret of(String text) {
        return new IdentitySecret(text.getBytes(StandardCharsets.UTF_8));
    }

    Buffer key() {
        return Buffer.buffer(bytes);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
