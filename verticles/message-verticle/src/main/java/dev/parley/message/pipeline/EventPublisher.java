package dev.parley.message.pipeline;

import dev.parley.broker.Broker;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Json;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.StoredEvents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Publishes stored events to {@code parley.events}, until the broker has them. */
final class EventPublisher {
    /** Keeps a broker message under a megabyte of usual text. */
    private static final int EVENTS_PER_MESSAGE = 100;

    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private final Vertx vertx;
    private final Broker broker;

    EventPublisher(Vertx vertx, Broker broker) {
        this.vertx = vertx;
        this.broker = broker;
    }

    /** @param wanted false when trying again is no use, as the intents are delivered again anyway; then it fails */
    Future<Void> publish(List<Event> events, BooleanSupplier wanted) {
        var published = Future.<Void>succeededFuture();
        for (int from = 0; from < events.size(); from += EVENTS_PER_MESSAGE) {
            var some = events.subList(from, Math.min(from + EVENTS_PER_MESSAGE, events.size()));
            var body = Buffer.buffer(Json.encodeBytes(StoredEvents.of(some)));
            published = published.compose(before -> publish(body, wanted));
        }
        return published;
    }

    private Future<Void> publish(Buffer body, BooleanSupplier wanted) {
        var done = Promise.<Void>promise();
        publish(body, wanted, FIRST_PAUSE_MS, done);
        return done.future();
    }

    // One promise for all attempts: in a long outage a chain of composed futures would grow without end.
    private void publish(Buffer body, BooleanSupplier wanted, long pauseMs, Promise<Void> done) {
        broker.publish(Topology.EVENTS_EXCHANGE, "", body).onComplete(confirmed -> done.complete(), cause -> {
            if (wanted.getAsBoolean()) {
                vertx.setTimer(pauseMs, later -> publish(body, wanted, Math.min(2 * pauseMs, LONGEST_PAUSE_MS), done));
            } else {
                done.fail(cause);
            }
        });
    }
}
