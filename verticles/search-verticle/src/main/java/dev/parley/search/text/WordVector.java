package dev.parley.search.text;

/**
 * What the index keeps of a text.
 *
 * @param value a {@code tsvector}
 */
public record WordVector(String value) {
    /** Of a message that was deleted. */
    public static final WordVector EMPTY = new WordVector("");

    public static WordVector of(String text) {
        return new WordVector(Lexemes.vector(TextAnalyzer.words(text)));
    }

    @Override
    public String toString() {
        return "WordVector[redacted]";
    }
}
