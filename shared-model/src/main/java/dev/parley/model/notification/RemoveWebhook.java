package dev.parley.model.notification;

import dev.parley.model.id.UserId;

/** This user's notifications are delivered no more, nor what waits; one that is not there is no error. */
public record RemoveWebhook(UserId userId) {}
