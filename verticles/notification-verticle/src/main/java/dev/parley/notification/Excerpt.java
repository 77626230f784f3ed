package dev.parley.notification;

/** A text made short enough to be glanced at: one line, at most {@link #MAX} characters. */
final class Excerpt {
    static final int MAX = 140;

    private Excerpt() {}

    static String of(String text) {
        // PostgreSQL takes no NUL in a text.
        var line = text.replace("\0", "").strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) <= MAX) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, MAX - 1)).stripTrailing() + "…";
    }
}
