package dev.parley.notification.mail;

import dev.parley.broker.Broker;
import dev.parley.broker.DeadLetter;
import dev.parley.broker.Delivery;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Json;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;

/** Whom a mail was tried to reach for the last time: for operators to see among the dead letters, and to have tried again. */
final class DeadMail {
    private static final int PREFETCH = 16;
    private static final long PAUSE_MS = 1_000;

    private final Vertx vertx;
    private final Broker broker;
    private final MailQueue queue;
    private final Runnable wake;
    private final InstantSource clock;

    /** @param wake called when something is due again */
    DeadMail(Vertx vertx, Broker broker, MailQueue queue, Runnable wake, InstantSource clock) {
        this.vertx = vertx;
        this.broker = broker;
        this.queue = queue;
        this.wake = wake;
        this.clock = clock;
    }

    /** @param why one of a few phrases */
    Future<Void> bury(UserId user, String why) {
        var body = Buffer.buffer(Json.encodeBytes(new Unreached(user)));
        var headers = DeadLetter.headers("not mailed: " + why, Topology.MAILS_EXCHANGE, "", clock.instant());
        return broker.publish(Topology.DEAD_EXCHANGE, "", headers, body);
    }

    /** Takes what operators replay. */
    Future<Void> start() {
        return broker.consume(Topology.MAILS_QUEUE, PREFETCH, this::replayed);
    }

    private void replayed(Delivery delivery) {
        Unreached unreached;
        try {
            unreached = Json.decode(delivery.body().getBytes(), Unreached.class);
        } catch (IllegalArgumentException unreadable) {
            delivery.reject("not readable as a mail");
            return;
        }
        queue.again(unreached.userId())
                .onComplete(
                        due -> {
                            delivery.ack();
                            wake.run();
                        },
                        away -> vertx.setTimer(PAUSE_MS, later -> delivery.requeue()));
    }

    /** What was to be said is not in it: it is made anew of what is unread then. */
    record Unreached(UserId userId) {}
}
