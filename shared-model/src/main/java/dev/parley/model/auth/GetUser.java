package dev.parley.model.auth;

import dev.parley.model.id.UserId;

/** The caller's own account. */
public record GetUser(UserId userId) {}
