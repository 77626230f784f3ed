package dev.parley.model.contacts;

import dev.parley.model.id.UserId;

/**
 * {@code caller} asks {@code userId}; if {@code userId} has asked already, it is an acceptance. CONFLICT if it exists,
 * NOT_FOUND for an unknown user, FORBIDDEN if blocked, INVALID_REQUEST for oneself.
 */
public record RequestContact(UserId caller, UserId userId) {}
