package dev.parley.launcher;

import dev.parley.notification.webhook.WebhookConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys under {@code notification.webhook}. */
final class WebhookSettings {
    private WebhookSettings() {}

    /** @return null if there are to be no webhooks */
    static @Nullable WebhookConfig read(Settings settings) {
        if (!settings.flag("notification.webhook.enabled")) {
            return null;
        }
        return new WebhookConfig(
                settings.integer("notification.webhook.attempts", 1, 100),
                settings.duration("notification.webhook.firstPause", Duration.ofMillis(1), WebhookConfig.LONGEST_PAUSE),
                settings.duration("notification.webhook.timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                settings.integer("notification.webhook.concurrency", 1, 10_000),
                settings.flag("notification.webhook.privateEndpoints"));
    }
}
