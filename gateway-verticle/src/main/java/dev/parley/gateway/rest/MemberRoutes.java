package dev.parley.gateway.rest;

import dev.parley.gateway.operation.MemberOperations;

/** Who is in a room, and what each member does there for themselves. */
final class MemberRoutes {
    private final MemberOperations members;

    MemberRoutes(MemberOperations members) {
        this.members = members;
    }

    void mount(Rest rest) {
        rest.get(
                "/rooms/{roomId}/members",
                request -> members.list(request.caller(), request.query()).map(Answer::ok));
        rest.post(
                "/rooms/{roomId}/members",
                request -> members.add(request.caller(), request.body()).map(Answer::ok));
        rest.patch(
                "/rooms/{roomId}/members/{userId}",
                request -> members.changeRole(request.caller(), request.body()).map(Answer::ok));
        rest.delete(
                "/rooms/{roomId}/members/{userId}",
                request -> members.remove(request.caller(), request.path()).map(Answer::nothing));
        rest.put(
                "/rooms/{roomId}/read",
                request ->
                        members.receipt(request.caller(), request.body(), true).map(Answer::nothing));
        rest.put(
                "/rooms/{roomId}/mute",
                request -> members.mute(request.caller(), request.body()).map(Answer::nothing));
    }
}
