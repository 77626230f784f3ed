package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import java.util.List;

/**
 * A page of a room's log, as `sync` and `GET /rooms/{id}/events` give it.
 *
 * @param lastSeq with {@code hasMore} false: the client holds everything up to here, unused seqs included; with true:
 *     everything up to the last of {@code events}
 * @param firstSeq where the log begins: whatever a client holds of messages before it is gone for good. Of what was there,
 *     only events about the room and who is in it are left
 */
public record EventPage(RoomId roomId, List<Event> events, long lastSeq, boolean hasMore, long firstSeq) {
    public EventPage {
        events = List.copyOf(events);
    }
}
