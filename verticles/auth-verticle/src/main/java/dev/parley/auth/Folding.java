package dev.parley.auth;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One form for all that people read as the same: compatibility characters and case folded. Done here rather than by the
 * store's {@code lower()}, which depends on the server's locale.
 */
final class Folding {
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

    private Folding() {}

    static String fold(String text) {
        return Normalizer.normalize(storable(text).strip(), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT);
    }

    /** PostgreSQL keeps no NUL and no half of a surrogate pair in its text. */
    static String storable(String text) {
        return UNSTORABLE.matcher(text).replaceAll("\uFFFD");
    }
}
