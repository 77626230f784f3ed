package dev.parley.message.room;

import dev.parley.model.rooms.Event;

/**
 * An event as the log keeps it.
 *
 * @param key unique over all rooms, see {@link EventKeys}
 * @param messages how many messages the room has up to and with this event: what unread counts are made of
 */
public record StoredEvent(String key, Event event, long messages) {}
