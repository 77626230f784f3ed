package dev.parley.model.notification;

import dev.parley.model.id.SubscriptionId;

/** The answer to {@link Subscribe}. */
public record Subscribed(SubscriptionId id) {}
