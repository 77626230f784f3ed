package dev.parley.model.rooms;

import java.util.List;

/**
 * What goes to the exchange {@code parley.events}: the events of one batch, at least once, in each room's order. Whoever
 * consumes it must treat (roomId, seq) as the event's id and act once on each.
 */
public record StoredEvents(List<Event> events) {
    public StoredEvents {
        events = List.copyOf(events);
    }
}
