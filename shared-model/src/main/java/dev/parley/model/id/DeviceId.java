package dev.parley.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One live socket of a user, on any of the doors. */
public record DeviceId(@JsonValue String value) implements Id {
    @JsonCreator
    public DeviceId {
        Id.check("deviceId", value);
    }

    /** A new id, later ones sort after earlier ones (UUIDv7). */
    public static DeviceId next() {
        return new DeviceId(Id.uuid7());
    }

    @Override
    public String toString() {
        return value;
    }
}
