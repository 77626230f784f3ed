package dev.parley.model.auth;

import dev.parley.model.id.UserId;

/** Deletes the caller's account: no log-in any more, all sessions end, the name is free again, the id is not. */
public record DeleteUser(UserId userId) {}
