package dev.parley.model.rooms;

import dev.parley.model.id.UserId;

/** All the rooms that the caller is a member of. */
public record ListRoomIds(UserId caller) {}
