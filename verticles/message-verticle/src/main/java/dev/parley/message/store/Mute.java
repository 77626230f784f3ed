package dev.parley.message.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param until null for ever */
public record Mute(@Nullable Instant until) {
    public boolean isOn(Instant now) {
        return until == null || now.isBefore(until);
    }
}
