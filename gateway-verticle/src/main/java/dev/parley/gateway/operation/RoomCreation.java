package dev.parley.gateway.operation;

import dev.parley.model.rooms.Room;

/** @param existed true if this direct room was there before: REST answers 200, not 201 */
public record RoomCreation(Room room, boolean existed) {}
