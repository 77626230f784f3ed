package dev.parley.model.notification;

import dev.parley.model.id.SessionId;
import dev.parley.model.id.SubscriptionId;
import dev.parley.model.id.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A browser of this user's wants no more; one that is not there is no error.
 *
 * @param id which, or null: that of {@code sessionId}
 */
public record Unsubscribe(
        UserId userId, SessionId sessionId, @Nullable SubscriptionId id) {}
