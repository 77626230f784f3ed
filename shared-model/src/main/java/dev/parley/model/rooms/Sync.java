package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import java.util.Map;

/** What the caller missed: {@code rooms} maps at most 200 rooms to the last seq held of each. */
public record Sync(UserId caller, Map<RoomId, Long> rooms) {
    public Sync {
        rooms = Map.copyOf(rooms);
    }
}
