package dev.parley.model.auth;

import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import java.util.List;

/** These sessions are over: gateways refuse their tokens and close their sockets with 4409. */
public record SessionsRevoked(UserId userId, List<SessionId> sessionIds) {
    public SessionsRevoked {
        sessionIds = List.copyOf(sessionIds);
    }
}
