package dev.parley.model.deadletter;

/**
 * One with its content, which may hold what people wrote to each other.
 *
 * @param encoding of {@code content}: {@code utf-8}, or {@code base64} where it is no text
 * @param truncated whether {@code content} is only the first {@value #MAX_CONTENT} bytes
 */
public record DeadLetter(DeadLetterSummary summary, String encoding, String content, boolean truncated) {
    public static final int MAX_CONTENT = 1 << 20;

    @Override
    public String toString() {
        return "DeadLetter[" + summary + ", content=[redacted]]";
    }
}
