package dev.parley.model.rooms;

import java.util.List;

/**
 * What goes to the exchange {@code parley.events}: the events of one batch, at least once, in each room's order. Whoever
 * consumes it must treat (roomId, seq) as the event's id and act once on each.
 *
 * @param removed messages that are gone; they come after the events about them
 */
public record StoredEvents(List<Event> events, List<MessagesRemoved> removed) {
    public StoredEvents {
        events = List.copyOf(events);
        removed = removed == null ? List.of() : List.copyOf(removed); // a node of an earlier version says nothing of it
    }

    public static StoredEvents of(List<Event> events) {
        return new StoredEvents(events, List.of());
    }
}
