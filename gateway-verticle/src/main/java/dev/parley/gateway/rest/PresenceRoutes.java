package dev.parley.gateway.rest;

import dev.parley.gateway.operation.PresenceOperations;

/** Who is there. */
final class PresenceRoutes {
    private final PresenceOperations presence;

    PresenceRoutes(PresenceOperations presence) {
        this.presence = presence;
    }

    void mount(Rest rest) {
        rest.get(
                "/presence",
                request -> presence.get(request.caller(), request.queryWithList("userIds"))
                        .map(Answer::ok));
    }
}
