package dev.parley.broker;

import dev.parley.model.bus.Json;
import dev.parley.model.rooms.Intent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** The way of intents into the broker. */
@FunctionalInterface
public interface IntentPublisher {
    /**
     * Hands the intent to the broker, in the order called.
     *
     * @return completes when the broker has it on disk; fails with UNAVAILABLE when that is not known within 2 s
     */
    Future<Void> publish(Intent intent);

    /** @param partitions how many queues the rooms are spread over; the same on every node */
    static IntentPublisher of(Broker broker, int partitions) {
        return intent -> broker.publish(
                Topology.ROOMS_EXCHANGE,
                Topology.roomsKey(intent.roomId().partition(partitions)),
                Buffer.buffer(Json.encodeBytes(intent)));
    }
}
