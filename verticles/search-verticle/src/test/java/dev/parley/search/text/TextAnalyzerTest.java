package dev.parley.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextAnalyzerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Crème BRÛLÉE           | creme brulee",
                "straße STRASSE         | strasse strasse",
                "ΟΔΟΣ οδός              | οδοσ οδοσ",
                "İstanbul ılık          | istanbul ilik",
                "Łódź søt tiếng Việt    | lodz sot tieng viet",
                "don’t don't            | don't don't",
                "ﬁne ｆｕｌｌ Ⅷ           | fine full viii",
                "foo_bar re-send x.org  | foo bar re send x org",
                "e\u0301te\u0301 été    | ete ete",
                "שָׁלוֹם العَرَبِيَّة           | שלום العربية"
            })
    void caseAndAccentsMakeNoDifference(String text, String words) {
        assertThat(String.join(" ", TextAnalyzer.words(text))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "東京タワーに行く | 東 京 タ ワ ー に 行 く",
                "ｶﾀｶﾅ            | カ タ カ ナ",
                "안녕하세요       | 안 녕 하 세 요",
            })
    void everyLetterIsAWordWhereNoSpacesAreWritten(String text, String words) {
        assertThat(String.join(" ", TextAnalyzer.words(text))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"👍,👍🏽", "❤,❤️", "🧑‍🚀,🧑🏿‍🚀"})
    void anEmojiIsFoundInAnyTone(String plain, String toned) {
        assertThat(TextAnalyzer.words(toned)).hasSize(1).isEqualTo(TextAnalyzer.words(plain));
    }

    @Test
    void emojiInARowAreWordsOfTheirOwn() {
        assertThat(TextAnalyzer.words("😀😀🇩🇪👩‍👩‍👧")).containsExactly("😀", "😀", "🇩🇪", "👩‍👩‍👧");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!?…", "()\"'\\:*&|"})
    void punctuationIsNoWord(String text) {
        assertThat(TextAnalyzer.words(text)).isEmpty();
    }
}
