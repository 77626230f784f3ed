package dev.parley.model.rooms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Direct: two people, one such room per pair. Group: a name, roles, up to 1,000 members. */
public enum RoomType {
    DIRECT,
    GROUP;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
