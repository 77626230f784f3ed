package dev.parley.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One webhook, until another takes its place. */
public record WebhookId(@JsonValue String value) implements Id {
    @JsonCreator
    public WebhookId {
        Id.check("webhookId", value);
    }

    /** A new id, later ones sort after earlier ones (UUIDv7). */
    public static WebhookId next() {
        return new WebhookId(Id.uuid7());
    }

    @Override
    public String toString() {
        return value;
    }
}
