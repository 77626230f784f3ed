package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import java.util.List;

/**
 * A page of a room's log, as `sync` and `GET /rooms/{id}/events` give it.
 *
 * @param lastSeq with {@code hasMore} false: the client holds everything up to here, unused seqs included; with true:
 *     everything up to the last of {@code events}
 */
public record EventPage(RoomId roomId, List<Event> events, long lastSeq, boolean hasMore) {
    public EventPage {
        events = List.copyOf(events);
    }
}
