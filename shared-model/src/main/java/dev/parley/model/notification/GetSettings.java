package dev.parley.model.notification;

import dev.parley.model.id.UserId;

/** How does this user want to be told? */
public record GetSettings(UserId userId) {}
