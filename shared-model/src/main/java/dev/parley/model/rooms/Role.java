package dev.parley.model.rooms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a member may do, the weakest first. */
public enum Role {
    MEMBER,
    ADMIN,
    OWNER;

    public boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
