package dev.parley.gateway.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with a text, or null if nothing is. */
final class Texts {
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Long enough for nanoseconds and an offset; keeps the parser from absurd input. */
    private static final int MAX_TIME_LENGTH = 40;

    private Texts() {}

    /** A name, a cursor, a search: one line that shows something. */
    static @Nullable String line(String value, int min, int max) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            return "must not have control characters";
        }
        var problem = prose(value, min, max);
        return problem == null && min > 0 && value.isBlank() ? "must not be blank" : problem;
    }

    /**
     * Any valid Unicode of so many code points. A lone surrogate has no UTF-8 form, and PostgreSQL cannot keep U+0000;
     * other control characters (a pasted form feed) do no harm and are kept.
     */
    static @Nullable String prose(String value, int min, int max) {
        if (value.indexOf('\0') >= 0) {
            return "must not have the character U+0000";
        }
        if (hasLoneSurrogate(value)) {
            return "must be valid Unicode";
        }
        int length = value.codePointCount(0, value.length());
        if (length < min || length > max) {
            return max == Integer.MAX_VALUE
                    ? "must have at least " + min + (min == 1 ? " character" : " characters")
                    : "must have " + min + " to " + max + " characters";
        }
        return null;
    }

    static boolean isUuid(String value) {
        return UUID.matcher(value).matches();
    }

    /** To the millisecond, the finest that Parley tells; null if it is no RFC 3339 time of the years 1970 to 9999. */
    static @Nullable Instant time(String value) {
        if (value.length() > MAX_TIME_LENGTH) {
            return null;
        }
        try {
            var time = OffsetDateTime.parse(value);
            boolean sane = time.getYear() >= 1970 && time.getYear() <= 9999;
            return sane ? time.toInstant().truncatedTo(ChronoUnit.MILLIS) : null;
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    private static boolean hasLoneSurrogate(String value) {
        return value.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
