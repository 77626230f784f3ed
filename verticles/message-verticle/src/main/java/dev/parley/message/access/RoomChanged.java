package dev.parley.message.access;

import dev.parley.model.bus.Topic;
import dev.parley.model.id.RoomId;
import java.util.List;

/** These rooms, or who is in them, changed: between the nodes that run this verticle. */
public record RoomChanged(List<RoomId> rooms) {
    static final Topic<RoomChanged> TOPIC = Topic.topic("parley.message.room-changed", RoomChanged.class);

    public RoomChanged {
        rooms = List.copyOf(rooms);
    }
}
