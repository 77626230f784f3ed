package dev.parley.model.rooms;

import dev.parley.model.id.UserId;

/** With whom the user shares a direct room. */
public record ListDirectPartners(UserId userId) {}
