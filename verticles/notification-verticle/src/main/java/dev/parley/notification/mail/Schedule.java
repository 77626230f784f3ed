package dev.parley.notification.mail;

import dev.parley.model.notification.NotificationSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When mail is due.
 *
 * @param mentionAfter how long a mention may be unread
 * @param digestAt when what else is unread is mailed, every day
 * @param zone of who has not said theirs
 */
public record Schedule(Duration mentionAfter, LocalTime digestAt, ZoneId zone) {
    private static final Duration LONGEST = Duration.ofDays(1);

    public Schedule {
        if (mentionAfter.isNegative() || mentionAfter.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "notification.mail.mentionAfter: " + mentionAfter + " is outside " + Duration.ZERO + "–" + LONGEST);
        }
    }

    /** When what came at {@code arrived} is to be mailed, if quiet hours do not say otherwise. */
    Instant due(boolean mention, Instant arrived, NotificationSettings settings) {
        return mention ? arrived.plus(mentionAfter) : digestAfter(arrived, zoneOf(settings));
    }

    /** Quiet hours say where their clock is. */
    private ZoneId zoneOf(NotificationSettings settings) {
        var quiet = settings.quietHours();
        return quiet == null ? zone : quiet.timeZone();
    }

    /** The first one after {@code time}. Where the clocks skip it, it is as much later; of two, the first. */
    Instant digestAfter(Instant time, ZoneId there) {
        var day = LocalDate.ofInstant(time, there).minusDays(1);
        while (true) {
            var digest = day.atTime(digestAt).atZone(there).toInstant();
            if (digest.isAfter(time)) {
                return digest;
            }
            day = day.plusDays(1);
        }
    }
}
