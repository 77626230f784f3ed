package dev.parley.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One browser that takes what is pushed. */
public record SubscriptionId(@JsonValue String value) implements Id {
    @JsonCreator
    public SubscriptionId {
        Id.check("subscriptionId", value);
    }

    /** A new id, later ones sort after earlier ones (UUIDv7). */
    public static SubscriptionId next() {
        return new SubscriptionId(Id.uuid7());
    }

    @Override
    public String toString() {
        return value;
    }
}
