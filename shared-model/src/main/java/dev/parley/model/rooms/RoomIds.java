package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import java.util.List;

/** Some rooms. */
public record RoomIds(List<RoomId> roomIds) {
    public RoomIds {
        roomIds = List.copyOf(roomIds);
    }
}
