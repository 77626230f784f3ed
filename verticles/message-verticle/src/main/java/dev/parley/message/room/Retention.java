package dev.parley.message.room;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long what is written is kept: as long as the room's owner says, else as long as the installation does.
 *
 * @param byDefault zero for ever
 */
public record Retention(Duration byDefault) {
    public static final Retention FOR_EVER = new Retention(Duration.ZERO);

    /** Ten years: what is to be kept longer is to be kept for ever. */
    public static final int MOST_DAYS = 3_650;

    public Retention {
        if (byDefault.isNegative()) {
            throw new IllegalArgumentException("message.retention: " + byDefault + " is negative");
        }
    }

    /**
     * @param days the room's own, null if it has none
     * @return what is of this time, or earlier, is not kept any more; null if all is
     */
    public @Nullable Instant over(@Nullable Integer days, Instant now) {
        var kept = days == null ? byDefault : Duration.ofDays(days);
        return kept.isZero() ? null : now.minus(kept);
    }

    /** What the installation keeps, where owners say nothing. */
    public boolean isForEver() {
        return byDefault.isZero();
    }

    public boolean isOver(Instant then, @Nullable Integer days, Instant now) {
        var over = over(days, now);
        return over != null && !then.isAfter(over);
    }
}
