package dev.parley.model.rooms;

import java.util.List;

/**
 * @param rooms a page of each room asked for in which something happened or which the caller has left (then its last
 *     event is the leaving); rooms that are up to date come with no events
 * @param newRooms rooms of the caller's that were not asked for
 */
public record SyncResult(List<EventPage> rooms, List<Room> newRooms) {
    public SyncResult {
        rooms = List.copyOf(rooms);
        newRooms = List.copyOf(newRooms);
    }
}
