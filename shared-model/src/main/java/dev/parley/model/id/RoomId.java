package dev.parley.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A room, direct or group. */
public record RoomId(@JsonValue String value) implements Id {
    @JsonCreator
    public RoomId {
        Id.check("roomId", value);
    }

    /** A new group room's id. */
    public static RoomId next() {
        return new RoomId(Id.uuid7());
    }

    /**
     * The direct room of two people, whoever asks first. Derived, so that two requests at the same moment on two
     * gateways mean the same room without a lock.
     */
    public static RoomId direct(UserId one, UserId other) {
        var inOrder = one.value().compareTo(other.value()) <= 0;
        return new RoomId(
                Id.derived("direct", inOrder ? one.value() : other.value(), inOrder ? other.value() : one.value()));
    }

    /** The partition whose one consumer gives out this room's seq: 0 to {@code partitions} - 1. */
    public int partition(int partitions) {
        return Math.floorMod(value.hashCode(), partitions);
    }

    @Override
    public String toString() {
        return value;
    }
}
