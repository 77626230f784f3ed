package dev.parley.message.room;

import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Room;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is needed to decide about a room.
 *
 * @param room null before it is made
 */
public record RoomState(RoomId id, @Nullable RoomRecord room, Head head) {
    public static RoomState absent(RoomId id) {
        return new RoomState(id, null, Head.EMPTY);
    }

    public RoomState after(StoredEvent stored) {
        return new RoomState(id, RoomRecord.after(room, stored.event()), head.after(stored));
    }

    /** As clients see it; null if there is none (any more). */
    public @Nullable Room toRoom() {
        return room == null || room.deleted() ? null : room.toRoom(head);
    }
}
