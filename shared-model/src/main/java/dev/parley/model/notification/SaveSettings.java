package dev.parley.model.notification;

import dev.parley.model.id.UserId;

/** In place of what there was. */
public record SaveSettings(UserId userId, NotificationSettings settings) {}
