package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * Every room there is, page by page in the order of their ids: for indexes that are made anew, never for a client.
 *
 * @param after the last id of the page before, null for the first
 * @param limit 1 to 1,000; a page of fewer rooms is the last
 */
public record ScanRooms(@Nullable RoomId after, int limit) {}
