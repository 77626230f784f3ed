package dev.parley.postgres;

import dev.parley.model.failure.Failure;
import dev.parley.model.id.Id;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * Where a page of a list that is in order of time ended: the next one begins after it, whatever was added meanwhile.
 *
 * @param createdAt to the microsecond, as PostgreSQL keeps it
 * @param id tells those of the same time apart
 */
public record Position(Instant createdAt, String id) {
    public Position {
        Id.check("id", id);
    }

    /** @throws dev.parley.model.failure.FailureException INVALID_REQUEST for what is no cursor of ours */
    public static Position parse(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            int colon = text.indexOf(':');
            long micros = Long.parseLong(text.substring(0, Math.max(colon, 0)));
            return new Position(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), text.substring(colon + 1));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException notOurs) {
            throw Failure.invalid("cursor", "must be the nextCursor of the page before")
                    .asException();
        }
    }

    /** For a client to give back, see {@link #parse}. */
    public String cursor() {
        var text = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt) + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
