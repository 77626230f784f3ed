package dev.parley.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One logged-in device: the family of its refresh tokens. */
public record SessionId(@JsonValue String value) implements Id {
    @JsonCreator
    public SessionId {
        Id.check("sessionId", value);
    }

    /** A new id, later ones sort after earlier ones (UUIDv7). */
    public static SessionId next() {
        return new SessionId(Id.uuid7());
    }

    @Override
    public String toString() {
        return value;
    }
}
