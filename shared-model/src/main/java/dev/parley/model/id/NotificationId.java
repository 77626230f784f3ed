package dev.parley.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One entry of a user's in-app list. */
public record NotificationId(@JsonValue String value) implements Id {
    @JsonCreator
    public NotificationId {
        Id.check("notificationId", value);
    }

    /** A new id, later ones sort after earlier ones (UUIDv7). */
    public static NotificationId next() {
        return new NotificationId(Id.uuid7());
    }

    @Override
    public String toString() {
        return value;
    }
}
