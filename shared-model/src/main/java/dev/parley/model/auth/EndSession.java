package dev.parley.model.auth;

import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;

/** Ends one of the user's own sessions; NOT_FOUND if it is not theirs. */
public record EndSession(UserId userId, SessionId sessionId) {}
