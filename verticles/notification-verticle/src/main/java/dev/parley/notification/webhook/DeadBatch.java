package dev.parley.notification.webhook;

import dev.parley.broker.Broker;
import dev.parley.broker.DeadLetter;
import dev.parley.broker.Delivery;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Json;
import dev.parley.model.id.NotificationId;
import dev.parley.model.id.WebhookId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.List;

/** What was tried for the last time: for operators to see among the dead letters, and to have tried again. */
final class DeadBatch {
    private static final int PREFETCH = 16;
    private static final long PAUSE_MS = 1_000;

    private final Vertx vertx;
    private final Broker broker;
    private final WebhookQueue queue;
    private final Runnable wake;
    private final InstantSource clock;

    /** @param wake called when something is due again */
    DeadBatch(Vertx vertx, Broker broker, WebhookQueue queue, Runnable wake, InstantSource clock) {
        this.vertx = vertx;
        this.broker = broker;
        this.queue = queue;
        this.wake = wake;
        this.clock = clock;
    }

    /** @param why one of a few phrases */
    Future<Void> bury(Batch batch, String why) {
        var body = Buffer.buffer(Json.encodeBytes(new Letter(batch.webhookId(), batch.ids())));
        var headers = DeadLetter.headers("not delivered: " + why, Topology.WEBHOOKS_EXCHANGE, "", clock.instant());
        return broker.publish(Topology.DEAD_EXCHANGE, "", headers, body);
    }

    /** Takes what operators replay. */
    Future<Void> start() {
        return broker.consume(Topology.WEBHOOKS_QUEUE, PREFETCH, this::replayed);
    }

    private void replayed(Delivery delivery) {
        Letter letter;
        try {
            letter = Json.decode(delivery.body().getBytes(), Letter.class);
        } catch (IllegalArgumentException unreadable) {
            delivery.reject("not readable as a webhook's batch");
            return;
        }
        queue.again(letter.notifications())
                .onComplete(
                        due -> {
                            delivery.ack();
                            wake.run();
                        },
                        away -> vertx.setTimer(PAUSE_MS, later -> delivery.requeue()));
    }

    /**
     * What is said is not in it: it is read from the list again, and goes to the webhook that its user has by then.
     *
     * @param webhookId the one that did not take it
     */
    record Letter(WebhookId webhookId, List<NotificationId> notifications) {
        Letter {
            notifications = List.copyOf(notifications);
        }
    }
}
