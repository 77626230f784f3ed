package dev.parley.model.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a user's notifications are delivered to. The secret is not told again.
 *
 * @param url whoever has it can send there: not printed
 * @param failing null while it works, or has not been tried
 */
public record Webhook(
        String url, Instant createdAt, @Nullable Failing failing) {
    /**
     * @param since of the first failure that nothing has worked since
     * @param cause of the last one, one of a few phrases
     */
    public record Failing(Instant since, String cause) {}

    @Override
    public String toString() {
        return "Webhook[" + createdAt + ", " + failing + "]";
    }
}
