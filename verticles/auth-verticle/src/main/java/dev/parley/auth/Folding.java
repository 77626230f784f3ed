package dev.parley.auth;

import java.text.Normalizer;
import java.util.Locale;

/**
 * One form for all that people read as the same: compatibility characters and case folded. Done here rather than by the
 * store's {@code lower()}, which depends on the server's locale.
 */
final class Folding {
    private Folding() {}

    static String fold(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
