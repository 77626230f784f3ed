package dev.parley.notification.webhook;

import dev.parley.broker.Topology;
import dev.parley.model.id.NotificationId;
import dev.parley.model.id.WebhookId;
import dev.parley.notification.GivenUp;
import java.util.List;

/**
 * A batch that was not delivered, as a dead letter has it; tried again, it goes to the webhook that its user has by then.
 *
 * @param webhookId the one that did not take it
 */
record DeadBatch(WebhookId webhookId, List<NotificationId> notifications) {
    static final GivenUp.Replays REPLAYS = new GivenUp.Replays(
            Topology.WEBHOOKS_EXCHANGE, Topology.WEBHOOKS_QUEUE, "not delivered", "a webhook's batch");

    DeadBatch {
        notifications = List.copyOf(notifications);
    }
}
