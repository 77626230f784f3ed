package dev.parley.gateway.operation;

import dev.parley.model.id.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Keeps the messages of one sender to one room in the order they were sent. */
public interface SendOrder {
    /** For those who wait for each answer, as REST does: nobody is before them. */
    SendOrder NONE = roomId -> new Turn(Future.succeededFuture(), Promise.promise());

    /** The next place in the room's line. */
    Turn next(RoomId roomId);

    /**
     * @param before complete when the one before is in the broker's hands, or never will be
     * @param done to be completed when this one is
     */
    record Turn(Future<Void> before, Promise<Void> done) {}
}
