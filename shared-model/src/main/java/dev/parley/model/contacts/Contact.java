package dev.parley.model.contacts;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.parley.model.auth.PublicUser;
import java.time.Instant;
import java.util.Locale;

/** A contact as one of the two sees it: {@code user} is the other. */
public record Contact(PublicUser user, Status status, Direction direction, Instant createdAt, Instant updatedAt) {
    public enum Status {
        PENDING,
        ACCEPTED,
        REJECTED;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who asked: outgoing if the one who looks did. */
    public enum Direction {
        OUTGOING,
        INCOMING;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
