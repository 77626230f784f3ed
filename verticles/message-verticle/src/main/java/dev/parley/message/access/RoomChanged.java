package dev.parley.message.access;

import dev.parley.model.bus.Topic;
import dev.parley.model.id.RoomId;
import java.util.Map;

/**
 * These rooms, or who is in them, changed: between the nodes that run this verticle.
 *
 * @param stateSeqs the event that made each what it is now
 */
public record RoomChanged(Map<RoomId, Long> stateSeqs) {
    static final Topic<RoomChanged> TOPIC = Topic.topic("parley.message.room-changed", RoomChanged.class);

    public RoomChanged {
        stateSeqs = Map.copyOf(stateSeqs);
    }
}
