package dev.parley.notification.outbound;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** When to try again. Pure, but for the dice. */
public final class Retries {
    /** Of what is sent to push services and webhooks. */
    public static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /** What a service may ask for at most: its {@code Retry-After} could be next year. */
    static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private static final int MOST_DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier dice;

    /**
     * @param first the pause after the first failure; each further one is twice as long, up to {@code longest}
     * @param dice 0 to 1: so that those who failed together do not come back together
     */
    public Retries(Duration first, Duration longest, DoubleSupplier dice) {
        this.first = first;
        this.longest = longest;
        this.dice = dice;
    }

    /**
     * @param failures so far, this one included
     * @param asked what the service asked for, null if nothing
     */
    public Duration pause(int failures, @Nullable Duration asked) {
        var full = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var bounded = full.compareTo(longest) > 0 ? longest : full;
        var pause = Duration.ofMillis((long) (bounded.toMillis() * (0.5 + dice.getAsDouble() / 2)));
        return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
    }

    /** The header {@code Retry-After} (RFC 9110 section 10.2.3): seconds or a date; null if it is neither. */
    public static @Nullable Duration asked(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        var asked = header.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(header)) : until(header, now);
        if (asked == null || asked.isNegative()) {
            return null;
        }
        return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    }

    private static @Nullable Duration until(String date, Instant now) {
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException neither) {
            return null;
        }
    }
}
