package dev.parley.model.notification;

import dev.parley.model.id.UserId;
import org.jspecify.annotations.Nullable;

/** The user's list, the newest first; {@code limit} 1 to 100. */
public record ListNotifications(UserId userId, @Nullable String cursor, int limit) {}
