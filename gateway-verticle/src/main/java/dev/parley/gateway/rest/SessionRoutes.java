package dev.parley.gateway.rest;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.EndSession;
import dev.parley.model.auth.ListSessions;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.SessionId;
import io.vertx.core.Future;

/** The caller's logged-in devices. */
final class SessionRoutes {
    private final Bus bus;

    SessionRoutes(Bus bus) {
        this.bus = bus;
    }

    void mount(Rest rest) {
        rest.get("/auth/sessions", this::list);
        rest.delete("/auth/sessions/{sessionId}", this::end);
    }

    private Future<Answer> list(RestRequest request) {
        var caller = request.caller();
        return bus.request(AuthAddresses.LIST_SESSIONS, new ListSessions(caller.userId(), caller.sessionId()))
                .map(Answer::secret); // nothing below /auth is compressed
    }

    private Future<Answer> end(RestRequest request) {
        var sessionId = new SessionId(request.path().getString("sessionId"));
        return bus.request(
                        AuthAddresses.END_SESSION,
                        new EndSession(request.caller().userId(), sessionId))
                .map(Answer::nothing);
    }
}
