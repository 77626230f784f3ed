package dev.parley.model.presence;

import dev.parley.model.id.UserId;

/** Two users who may see each other's presence from now on. */
public record Acquainted(UserId one, UserId other) {}
