package dev.parley.model.notification;

import dev.parley.model.id.UserId;

/**
 * This user's notifications are to be delivered there, and nowhere else any more. INVALID_REQUEST naming {@code url} if that will not do,
 * CONFLICT if the server delivers nothing.
 */
public record SaveWebhook(UserId userId, String url) {
    @Override
    public String toString() {
        return "SaveWebhook[" + userId + "]";
    }
}
