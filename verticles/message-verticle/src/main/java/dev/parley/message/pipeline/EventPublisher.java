package dev.parley.message.pipeline;

import dev.parley.broker.Broker;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Json;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.StoredEvents;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Publishes stored events to {@code parley.events}, until the broker has them. */
final class EventPublisher {
    /** Keeps a broker message under a megabyte of usual text. */
    private static final int EVENTS_PER_MESSAGE = 100;

    private static final long RETRY_MS = 500;

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
            var body = Buffer.buffer(Json.encodeBytes(new StoredEvents(some)));
            published = published.compose(before -> publish(body, wanted));
        }
        return published;
    }

    private Future<Void> publish(Buffer body, BooleanSupplier wanted) {
        return broker.publish(Topology.EVENTS_EXCHANGE, "", body)
                .recover(cause -> wanted.getAsBoolean()
                        ? vertx.timer(RETRY_MS, TimeUnit.MILLISECONDS).compose(later -> publish(body, wanted))
                        : Future.failedFuture(cause));
    }
}
