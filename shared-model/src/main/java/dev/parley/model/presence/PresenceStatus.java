package dev.parley.model.presence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What others see of a user. Only the first three can be set; OFFLINE is having no device. */
public enum PresenceStatus {
    ONLINE,
    AWAY,
    BUSY,
    OFFLINE;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
