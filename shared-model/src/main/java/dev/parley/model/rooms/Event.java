package dev.parley.model.rooms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.model.bus.Json;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import java.time.Instant;

/**
 * One entry of a room's log. (roomId, seq) names it for ever.
 *
 * @param seq the room's own counter, from 1 up; may skip a number after a crash, never repeats one
 * @param actor who did it
 * @param data of the shape that {@code type} tells
 */
public record Event(RoomId roomId, long seq, EventType type, Instant at, UserId actor, EventData data) {
    public Event {
        if (!type.data().isInstance(data)) {
            throw new IllegalArgumentException(
                    type.wire() + " cannot carry " + data.getClass().getSimpleName());
        }
    }

    @JsonCreator
    static Event fromJson(
            @JsonProperty("roomId") RoomId roomId,
            @JsonProperty("seq") long seq,
            @JsonProperty("type") EventType type,
            @JsonProperty("at") Instant at,
            @JsonProperty("actor") UserId actor,
            @JsonProperty("data") JsonNode data) {
        return new Event(roomId, seq, type, at, actor, Json.mapper().convertValue(data, type.data()));
    }
}
