package dev.parley.notification.mail;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** When to try again. Pure, but for the dice. */
final class Pauses {
    private static final int MOST_DOUBLINGS = 20;

    private final Duration first;
    private final DoubleSupplier dice;

    /** @param dice 0 to 1: so that those who failed together do not come back together */
    Pauses(Duration first, DoubleSupplier dice) {
        this.first = first;
        this.dice = dice;
    }

    /** @param failures so far, this one included */
    Duration after(int failures) {
        var full = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var longest = full.compareTo(MailConfig.LONGEST_PAUSE) > 0 ? MailConfig.LONGEST_PAUSE : full;
        return Duration.ofMillis((long) (longest.toMillis() * (0.5 + dice.getAsDouble() / 2)));
    }
}
