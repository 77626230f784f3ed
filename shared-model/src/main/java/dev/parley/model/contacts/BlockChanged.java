package dev.parley.model.contacts;

import dev.parley.model.id.UserId;

/** {@code blocker} has blocked or unblocked {@code blocked}. */
public record BlockChanged(UserId blocker, UserId blocked, boolean active) {}
