package dev.parley.model.rooms;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import org.jspecify.annotations.Nullable;

/** A room's members by the time they joined, 200 a page; FORBIDDEN if the caller is not one. */
public record ListMembers(
        UserId caller, RoomId roomId, @Nullable String cursor) {}
