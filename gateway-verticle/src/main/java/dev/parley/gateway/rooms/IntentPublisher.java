package dev.parley.gateway.rooms;

import dev.parley.model.id.RoomId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** The gateway's way into the broker. */
@FunctionalInterface
public interface IntentPublisher {
    /**
     * Hands the intent to the broker, in the order called.
     *
     * @return completes when the broker has it on disk; fails with UNAVAILABLE when that is not known within 2 s
     */
    Future<Void> publish(RoomId roomId, Buffer intent);
}
