package dev.parley.search.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordQueryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cake            | ('cake':*)",
                "Cake at  eight  | ('cake':*) & ('at':*) & ('eight':*)",
                "re-send         | ('re' <-> 'send':*)",
                "東京            | ('東' <-> '京':*)",
                "\"at eight\"    | ('at' <-> 'eight')",
                "“at eight” cake | ('at' <-> 'eight') & ('cake':*)",
                "a \"b c         | ('a':*) & ('b':*) & ('c':*)",
                "\"\" a          | ('a':*)",
                "don't           | ('don''t':*)"
            })
    void wordsAreBeginningsAndQuotesStand(String text, String query) {
        assertThat(WordQuery.of(text)).contains(new WordQuery(query));
    }

    @Test
    void nothingToLookForIsNoQuery() {
        assertThat(WordQuery.of(" !? \"…\" \\ ")).isEqualTo(Optional.empty());
    }

    @Test
    void moreThanAPersonTypesIsCutOff() {
        assertThat(WordQuery.of("a ".repeat(100)).orElseThrow().value().split("&"))
                .hasSize(20);
    }
}
