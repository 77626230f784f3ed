package dev.parley.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "👍🏽",
                "❤️",
                "❤",
                "🎉",
                "😀",
                "🇫🇷",
                "🏳️‍🌈",
                "👩‍💻",
                "👨‍👩‍👧‍👦",
                "👩🏿‍🤝‍👩🏻",
                "1️⃣",
                "#️⃣",
                "☕",
                "⭐",
                "©️",
                "▶️",
                "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
                "🫶🏼",
                "🫠",
                "🈁",
                "㊗️",
                "❤️‍🔥",
                "🧑🏻‍❤️‍💋‍🧑🏿"
            })
    void oneEmojiIsOne(String emoji) {
        assertThat(Emoji.isOne(emoji)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "1",
                ":)",
                "👍👍",
                "👍 ",
                " 👍",
                "👍a",
                "<b>",
                "🇫",
                "🇫🇷🇩🇪",
                "\uD83D",
                "\u200D",
                "👍\u200D",
                "\uFE0F",
                "not one",
                "ä",
                "漢",
                "👍\u0000"
            })
    void everythingElseIsNone(String text) {
        assertThat(Emoji.isOne(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 1_000, 100_000})
    void endlessSequencesAreNone(int length) {
        assertThat(Emoji.isOne("👩" + "\u200D👩".repeat(length))).isFalse();
    }
}
