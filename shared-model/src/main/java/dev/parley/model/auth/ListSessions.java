package dev.parley.model.auth;

import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;

/** The user's live sessions; {@code current} is the one asking. */
public record ListSessions(UserId userId, SessionId current) {}
