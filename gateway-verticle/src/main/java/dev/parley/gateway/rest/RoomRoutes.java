package dev.parley.gateway.rest;

import dev.parley.gateway.operation.RoomCreation;
import dev.parley.gateway.operation.RoomOperations;

/** Rooms. */
final class RoomRoutes {
    private final RoomOperations rooms;

    RoomRoutes(RoomOperations rooms) {
        this.rooms = rooms;
    }

    void mount(Rest rest) {
        rest.get(
                "/rooms",
                request -> rooms.list(request.caller(), request.query("limit")).map(Answer::ok));
        rest.post(
                "/rooms",
                request -> rooms.create(request.caller(), request.body()).map(RoomRoutes::created));
        rest.get(
                "/rooms/{roomId}",
                request -> rooms.get(request.caller(), request.path()).map(Answer::ok));
        rest.patch(
                "/rooms/{roomId}",
                request -> rooms.update(request.caller(), request.body()).map(Answer::ok));
        rest.delete(
                "/rooms/{roomId}",
                request -> rooms.delete(request.caller(), request.path()).map(Answer::nothing));
        rest.get(
                "/rooms/{roomId}/events",
                request -> rooms.events(request.caller(), request.query("after", "limit"))
                        .map(Answer::ok));
    }

    /** A direct room is one per pair: the same again is not a new one. */
    private static Answer created(RoomCreation creation) {
        return creation.existed() ? Answer.ok(creation.room()) : Answer.created(creation.room());
    }
}
