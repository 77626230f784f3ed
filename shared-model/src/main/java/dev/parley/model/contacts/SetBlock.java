package dev.parley.model.contacts;

import dev.parley.model.id.UserId;

/** {@code caller} blocks or unblocks {@code userId}; twice is no error. Blocking ends a contact between them. */
public record SetBlock(UserId caller, UserId userId, boolean blocked) {}
