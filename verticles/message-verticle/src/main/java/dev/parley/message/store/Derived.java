package dev.parley.message.store;

import dev.parley.message.room.FoldedMessage;
import dev.parley.message.room.Head;
import dev.parley.message.room.RoomRecord;
import dev.parley.message.room.RoomState;
import dev.parley.message.room.StoredEvent;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.EventData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What follows from events that are in the log: rooms, whose rooms, messages as they are now, heads.
 *
 * <p><b>Invariant: derived state only moves forwards.</b> Each piece carries the seq of the event that made it and is
 * written by {@code $max}, so that applying events again, or late, or by two owners at once, changes nothing.
 */
public final class Derived {
    private final Map<RoomId, RoomRecord> rooms = new LinkedHashMap<>();
    private final Map<UserId, Map<RoomId, Belonging>> belongings = new LinkedHashMap<>();
    private final Map<MessageId, FoldedMessage> messages = new LinkedHashMap<>();
    private final Map<RoomId, Head> heads = new LinkedHashMap<>();

    /**
     * @param before the room before the event
     * @param after the room after it
     */
    public void add(StoredEvent stored, RoomState before, RoomState after) {
        var event = stored.event();
        heads.put(event.roomId(), after.head());
        var room = after.room();
        if (room == null || Objects.equals(room, before.room())) {
            return;
        }
        rooms.put(room.id(), room);
        if (event.data() instanceof EventData.RoomCreated) {
            room.memberIds().forEach(user -> belongs(user, room, event.seq(), true));
        } else if (event.data() instanceof EventData.MemberJoined joined) {
            belongs(joined.user().id(), room, event.seq(), true);
        } else if (event.data() instanceof EventData.MemberLeft left) {
            belongs(left.userId(), room, event.seq(), false);
        } else if (event.data() instanceof EventData.RoomDeleted && before.room() != null) {
            before.room().memberIds().forEach(user -> belongs(user, room, event.seq(), false));
        }
    }

    /** The message as it is after an event about it. */
    public void add(FoldedMessage message) {
        messages.put(message.created().id(), message);
    }

    private void belongs(UserId user, RoomRecord room, long seq, boolean member) {
        belongings
                .computeIfAbsent(user, id -> new LinkedHashMap<>())
                .put(room.id(), new Belonging(seq, member, room.partnerOf(user)));
    }

    public Map<RoomId, Head> heads() {
        return heads;
    }

    /** Rooms that are other than before; messages and heads do not count. */
    public Map<RoomId, RoomRecord> rooms() {
        return rooms;
    }

    Map<UserId, Map<RoomId, Belonging>> belongings() {
        return belongings;
    }

    Map<MessageId, FoldedMessage> messages() {
        return messages;
    }
}
