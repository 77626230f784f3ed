package dev.parley.gateway.limit;

import java.time.Duration;

/** Refuses settings by their keys. */
final class Ranges {
    private Ranges() {}

    static void check(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + ": " + value + " is outside " + min + "–" + max);
        }
    }

    static void check(String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(key + ": " + value + " is outside " + min + "–" + max);
        }
    }
}
