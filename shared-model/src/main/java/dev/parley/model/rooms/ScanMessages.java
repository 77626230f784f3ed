package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;

/**
 * Every message of a room that was not deleted, page by page from the oldest: for indexes that are made anew, never for
 * a client.
 *
 * @param after the {@link MessageScan#upTo} of the page before, 0 for the first
 */
public record ScanMessages(RoomId roomId, long after) {}
