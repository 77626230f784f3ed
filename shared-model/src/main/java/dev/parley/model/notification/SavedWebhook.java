package dev.parley.model.notification;

import java.time.Instant;

/**
 * The answer to {@link SaveWebhook}.
 *
 * @param secret what deliveries are signed with; told here and never again
 */
public record SavedWebhook(String url, String secret, Instant createdAt) {
    @Override
    public String toString() {
        return "SavedWebhook[" + createdAt + "]";
    }
}
