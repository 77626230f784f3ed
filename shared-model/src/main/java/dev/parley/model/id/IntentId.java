package dev.parley.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One thing somebody wants done to a room; the same id redelivered has its effect once. */
public record IntentId(@JsonValue String value) implements Id {
    @JsonCreator
    public IntentId {
        Id.check("intentId", value);
    }

    /** A new id, later ones sort after earlier ones (UUIDv7). */
    public static IntentId next() {
        return new IntentId(Id.uuid7());
    }

    @Override
    public String toString() {
        return value;
    }
}
