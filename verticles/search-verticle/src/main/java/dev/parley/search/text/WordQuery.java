package dev.parley.search.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What somebody looks for. Words are found by their beginning; what stands in double quotes stands so in the message;
 * all of it must be there. A quote that is not closed counts for nothing.
 *
 * @param value a {@code tsquery}
 */
public record WordQuery(String value) {
    /** Conditions of one query: as many as a person types, few enough for the store. */
    private static final int MAX_PARTS = 20;

    /** Empty if there is no word in {@code text}. */
    public static Optional<WordQuery> of(String text) {
        var parts = new ArrayList<String>();
        var quotes = text.replaceAll("[“”„«»]", "\"").split("\"", -1);
        for (int i = 0; i < quotes.length; i++) {
            boolean quoted = i % 2 == 1 && i < quotes.length - 1;
            parts.addAll(quoted ? phrase(quotes[i]) : beginnings(quotes[i]));
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new WordQuery(
                        String.join(" & ", parts.stream().limit(MAX_PARTS).toList())));
    }

    private static Collection<String> phrase(String quoted) {
        var words = TextAnalyzer.words(quoted);
        return words.isEmpty() ? List.of() : List.of(Lexemes.phrase(words, false));
    }

    /** Each piece between spaces: its words stand together, as in "re-send" or in a sentence without spaces. */
    private static Collection<String> beginnings(String text) {
        return Arrays.stream(text.split("\\s+", -1))
                .map(TextAnalyzer::words)
                .filter(Predicate.not(List::isEmpty))
                .map(words -> Lexemes.phrase(words, true))
                .toList();
    }

    @Override
    public String toString() {
        return "WordQuery[redacted]";
    }
}
