package dev.parley.notification;

import dev.parley.model.failure.Failure;
import dev.parley.model.id.NotificationId;
import dev.parley.model.notification.Notification;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * Where a page of a user's list ended: the next one begins after it, whatever was added meanwhile.
 *
 * @param createdAt to the microsecond, as PostgreSQL keeps it
 */
record Position(Instant createdAt, NotificationId id) {
    static Position of(Notification last) {
        return new Position(last.createdAt(), last.id());
    }

    /** @throws dev.parley.model.failure.FailureException INVALID_REQUEST for what is no cursor of ours */
    static Position parse(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            int colon = text.indexOf(':');
            long micros = Long.parseLong(text.substring(0, Math.max(colon, 0)));
            return new Position(
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new NotificationId(text.substring(colon + 1)));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException notOurs) {
            throw Failure.invalid("cursor", "must be the nextCursor of the page before")
                    .asException();
        }
    }

    String cursor() {
        var text = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt) + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
