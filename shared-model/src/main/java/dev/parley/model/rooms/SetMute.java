package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Mutes the room for the caller, for ever if {@code until} is null. */
public record SetMute(
        UserId caller,
        RoomId roomId,
        boolean muted,
        @Nullable Instant until) {}
