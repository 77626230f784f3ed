package dev.parley.model.rooms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Everything that takes a place in a room's log, and the shape of its data. */
public enum EventType {
    MESSAGE_CREATED("message.created", Message.class),
    MESSAGE_EDITED("message.edited", EventData.MessageEdited.class),
    MESSAGE_DELETED("message.deleted", EventData.MessageDeleted.class),
    REACTION_UPDATED("reaction.updated", EventData.ReactionUpdated.class),
    ROOM_CREATED("room.created", EventData.RoomCreated.class),
    ROOM_UPDATED("room.updated", EventData.RoomUpdated.class),
    MEMBER_JOINED("member.joined", EventData.MemberJoined.class),
    MEMBER_LEFT("member.left", EventData.MemberLeft.class),
    MEMBER_ROLE("member.role", EventData.MemberRole.class),
    ROOM_DELETED("room.deleted", EventData.RoomDeleted.class);

    private final String wire;
    private final Class<? extends EventData> data;

    EventType(String wire, Class<? extends EventData> data) {
        this.wire = wire;
        this.data = data;
    }

    @JsonValue
    public String wire() {
        return wire;
    }

    public Class<? extends EventData> data() {
        return data;
    }

    @JsonCreator
    public static EventType of(String wire) {
        return Arrays.stream(values())
                .filter(type -> type.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such event type: " + wire));
    }
}
