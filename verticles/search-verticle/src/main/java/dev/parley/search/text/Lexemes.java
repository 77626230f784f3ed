package dev.parley.search.text;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Words in the form of PostgreSQL's {@code tsvector} and {@code tsquery}, whose own parsers depend on the server's
 * locale and know neither emoji nor CJK (PostgreSQL manual, 8.11).
 */
final class Lexemes {
    private Lexemes() {}

    /** A {@code tsvector}: each word with its places. */
    static String vector(List<String> words) {
        return IntStream.range(0, words.size())
                .mapToObj(i -> quoted(words.get(i)) + ":" + (i + 1))
                .collect(Collectors.joining(" "));
    }

    /** Part of a {@code tsquery}: these words one after another, the last one perhaps only begun. */
    static String phrase(List<String> words, boolean begun) {
        var parts = words.stream().map(Lexemes::quoted).collect(Collectors.joining(" <-> "));
        return "(" + parts + (begun ? ":*" : "") + ")";
    }

    private static String quoted(String word) {
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
