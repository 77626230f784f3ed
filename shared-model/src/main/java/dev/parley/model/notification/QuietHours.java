package dev.parley.model.notification;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When somebody does not want to be disturbed, every day, by the clock on their wall.
 *
 * @param from the first minute of it
 * @param to the first minute after it; before {@code from}, it is the next day's
 */
public record QuietHours(
        @JsonFormat(pattern = "HH:mm") LocalTime from,
        @JsonFormat(pattern = "HH:mm") LocalTime to,
        ZoneId timeZone) {
    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("from and to are the same");
        }
    }

    /** Where a change of the clocks leaves open which moment is meant, it is quiet. */
    public boolean contains(Instant time) {
        var today = LocalDate.ofInstant(time, timeZone);
        return isIn(today, time) || isIn(today.minusDays(1), time);
    }

    /** When those that {@code time} is in are over; {@code time} itself if it is in none. */
    public Instant endAfter(Instant time) {
        var today = LocalDate.ofInstant(time, timeZone);
        if (isIn(today, time)) {
            return end(today); // yesterday's, if it is in both, end before
        }
        return isIn(today.minusDays(1), time) ? end(today.minusDays(1)) : time;
    }

    /** Of the quiet hours that begin on {@code day}. */
    private boolean isIn(LocalDate day, Instant time) {
        return !time.isBefore(moment(from.atDate(day), true)) && time.isBefore(end(day));
    }

    private Instant end(LocalDate day) {
        return moment(to.atDate(from.isBefore(to) ? day : day.plusDays(1)), false);
    }

    /** A time that the clocks skip is the moment they do; of one that they show twice, the first or the last. */
    private Instant moment(LocalDateTime shown, boolean first) {
        var rules = timeZone.getRules();
        var offsets = rules.getValidOffsets(shown);
        return offsets.isEmpty()
                ? rules.getTransition(shown).getInstant()
                : shown.toInstant(offsets.get(first ? 0 : offsets.size() - 1));
    }
}
