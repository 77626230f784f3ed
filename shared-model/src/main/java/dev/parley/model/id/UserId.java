package dev.parley.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A user, for ever: a deleted account's id is never given out again. */
public record UserId(@JsonValue String value) implements Id {
    @JsonCreator
    public UserId {
        Id.check("userId", value);
    }

    /** A new id, later ones sort after earlier ones (UUIDv7). */
    public static UserId next() {
        return new UserId(Id.uuid7());
    }

    @Override
    public String toString() {
        return value;
    }
}
