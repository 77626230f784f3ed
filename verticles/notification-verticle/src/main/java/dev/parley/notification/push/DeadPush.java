package dev.parley.notification.push;

import dev.parley.broker.Broker;
import dev.parley.broker.DeadLetter;
import dev.parley.broker.Delivery;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Json;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.SubscriptionId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;

/** What was tried for the last time: for operators to see among the dead letters, and to have tried again. */
final class DeadPush {
    private static final int PREFETCH = 16;
    private static final long PAUSE_MS = 1_000;

    private final Vertx vertx;
    private final Broker broker;
    private final PushQueue queue;
    private final Runnable wake;
    private final InstantSource clock;

    /** @param wake called when something is due again */
    DeadPush(Vertx vertx, Broker broker, PushQueue queue, Runnable wake, InstantSource clock) {
        this.vertx = vertx;
        this.broker = broker;
        this.queue = queue;
        this.wake = wake;
        this.clock = clock;
    }

    /** @param why one of a few phrases */
    Future<Void> bury(PushQueue.Claim claim, String why) {
        var body = Buffer.buffer(Json.encodeBytes(new Letter(claim.id(), claim.room())));
        var headers = DeadLetter.headers("not pushed: " + why, Topology.PUSHES_EXCHANGE, "", clock.instant());
        return broker.publish(Topology.DEAD_EXCHANGE, "", headers, body);
    }

    /** Takes what operators replay. */
    Future<Void> start() {
        return broker.consume(Topology.PUSHES_QUEUE, PREFETCH, this::replayed);
    }

    private void replayed(Delivery delivery) {
        Letter letter;
        try {
            letter = Json.decode(delivery.body().getBytes(), Letter.class);
        } catch (IllegalArgumentException unreadable) {
            delivery.reject("not readable as a push");
            return;
        }
        queue.again(letter.subscriptionId(), letter.roomId())
                .onComplete(
                        due -> {
                            delivery.ack();
                            wake.run();
                        },
                        away -> vertx.setTimer(PAUSE_MS, later -> delivery.requeue()));
    }

    /** What is said is not in it: it is made anew of what is unread then. */
    record Letter(SubscriptionId subscriptionId, RoomId roomId) {}
}
