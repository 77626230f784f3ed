package dev.parley.notification;

import dev.parley.broker.BrokerConfig;
import dev.parley.notification.mail.MailConfig;
import dev.parley.notification.push.PushConfig;
import dev.parley.notification.webhook.WebhookConfig;
import dev.parley.postgres.PostgresConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How notifications are kept.
 *
 * @param keepPerUser how many of a user's newest are kept, 1 to 100,000
 * @param keepFor how long each is kept, at least an hour
 * @param prefetch how many messages of the broker are held at once, 1 to 1,000
 * @param push how they get to browsers; null: not at all
 * @param mail how they are mailed; null: not at all
 * @param webhook how they get to bots; null: not at all
 */
public record NotificationConfig(
        PostgresConfig postgres,
        BrokerConfig broker,
        int keepPerUser,
        Duration keepFor,
        int prefetch,
        @Nullable PushConfig push,
        @Nullable MailConfig mail,
        @Nullable WebhookConfig webhook) {
    public NotificationConfig {
        if (keepPerUser < 1 || keepPerUser > 100_000) {
            throw new IllegalArgumentException("notification.keepPerUser: " + keepPerUser + " is outside 1–100000");
        }
        if (keepFor.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("notification.keepFor: " + keepFor + " is shorter than an hour");
        }
        if (prefetch < 1 || prefetch > 1_000) {
            throw new IllegalArgumentException("notification.prefetch: " + prefetch + " is outside 1–1000");
        }
    }

    public static NotificationConfig withDefaults(PostgresConfig postgres, BrokerConfig broker) {
        return new NotificationConfig(postgres, broker, 1_000, Duration.ofDays(30), 64, null, null, null);
    }

    public NotificationConfig withPush(PushConfig push) {
        return new NotificationConfig(postgres, broker, keepPerUser, keepFor, prefetch, push, mail, webhook);
    }

    public NotificationConfig withMail(MailConfig mail) {
        return new NotificationConfig(postgres, broker, keepPerUser, keepFor, prefetch, push, mail, webhook);
    }

    public NotificationConfig withWebhook(WebhookConfig webhook) {
        return new NotificationConfig(postgres, broker, keepPerUser, keepFor, prefetch, push, mail, webhook);
    }
}
