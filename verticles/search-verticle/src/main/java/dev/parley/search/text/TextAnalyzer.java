package dev.parley.search.text;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/**
 * The words of a text, the same for what is kept and for what is looked for: cut by the rules of Unicode (UAX 29),
 * without case, accents and the tones of an emoji. Of scripts that put no space between words every letter is a word, so
 * that any part of a sentence is found as a phrase; an emoji is a word as a whole.
 */
public final class TextAnalyzer {
    /** To be raised with every change of what becomes of a text: the index is made anew then. */
    public static final int VERSION = 1;

    private static final Pattern MARKS = Pattern.compile("[\\p{Mn}\\p{Me}]");
    private static final Pattern SKIN_TONES = Pattern.compile("[\\x{1F3FB}-\\x{1F3FF}]");

    /** Within a word to UAX 29, but people look for the parts: of a host name, of snake_case. */
    private static final Pattern JOINTS = Pattern.compile("[._:·]");

    private static final Pattern APOSTROPHES = Pattern.compile("[’ʼ＇]");

    private static final Set<String> WITHOUT_SPACES = Set.of(
            StandardTokenizer.TOKEN_TYPES[StandardTokenizer.SOUTHEAST_ASIAN],
            StandardTokenizer.TOKEN_TYPES[StandardTokenizer.IDEOGRAPHIC],
            StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HIRAGANA],
            StandardTokenizer.TOKEN_TYPES[StandardTokenizer.KATAKANA],
            StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HANGUL]);

    private TextAnalyzer() {}

    /** The words in their order, as often as they stand there; none in a text of punctuation alone. */
    public static List<String> words(String text) {
        var words = new ArrayList<String>();
        var tokenizer = new StandardTokenizer();
        tokenizer.setReader(new StringReader(folded(text)));
        try (TokenStream tokens = new ASCIIFoldingFilter(tokenizer)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            var type = tokens.addAttribute(TypeAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                if (WITHOUT_SPACES.contains(type.type())) {
                    term.codePoints().forEach(letter -> words.add(Character.toString(letter)));
                } else {
                    words.add(term.toString());
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringReader has none
        }
        return words;
    }

    private static String folded(String text) {
        // Apart, so that an accent is a letter of its own to take out; and together again, as Hangul comes apart too.
        var apart = Normalizer.normalize(APOSTROPHES.matcher(text).replaceAll("'"), Normalizer.Form.NFKD);
        var bare = SKIN_TONES.matcher(MARKS.matcher(apart).replaceAll("")).replaceAll("");
        var together = Normalizer.normalize(JOINTS.matcher(bare).replaceAll(" "), Normalizer.Form.NFKC);
        // By way of upper case: ς and σ, ſ and s are one letter.
        return together.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
