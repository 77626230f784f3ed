package dev.parley.model.notification;

import dev.parley.model.id.UserId;

/** Where are this user's notifications delivered to? NOT_FOUND if nowhere. */
public record GetWebhook(UserId userId) {}
