package dev.parley.gateway.request;

import java.util.regex.Pattern;

/**
 * What counts as one emoji: the grammar of Unicode UTS #51 (emoji sequences, ED-15a ff.) over the blocks that hold
 * emoji. Wider than the list of emoji of any one Unicode version, so that next year's work too.
 */
final class Emoji {
    /** The longest in use (families with skin tones, subdivision flags) have 14 UTF-16 units. */
    static final int MAX_LENGTH = 32;

    private static final String FLAG = "[\\x{1F1E6}-\\x{1F1FF}]{2}";
    private static final String KEYCAP = "[0-9#*]\\x{FE0F}?\\x{20E3}";
    private static final String PICTOGRAPH = "[\\x{A9}\\x{AE}\\x{203C}\\x{2049}\\x{2122}\\x{2139}\\x{2194}-\\x{21AA}"
            + "\\x{231A}-\\x{23FF}\\x{24C2}\\x{25AA}-\\x{25FE}\\x{2600}-\\x{27BF}\\x{2934}\\x{2935}\\x{2B05}-\\x{2B55}"
            + "\\x{3030}\\x{303D}\\x{3297}\\x{3299}\\x{1F000}-\\x{1F1E5}\\x{1F200}-\\x{1FAFF}]";
    private static final String MODIFIERS = "(?:[\\x{1F3FB}-\\x{1F3FF}]|\\x{FE0F})?";
    private static final String TAGS = "(?:[\\x{E0020}-\\x{E007E}]+\\x{E007F})?";
    private static final String ELEMENT = PICTOGRAPH + MODIFIERS + TAGS;
    private static final Pattern ONE =
            Pattern.compile(FLAG + "|" + KEYCAP + "|" + ELEMENT + "(?:\\x{200D}" + ELEMENT + ")*");

    private Emoji() {}

    static boolean isOne(String value) {
        return value.length() <= MAX_LENGTH && ONE.matcher(value).matches();
    }
}
