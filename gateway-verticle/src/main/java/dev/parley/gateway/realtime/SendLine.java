package dev.parley.gateway.realtime;

import dev.parley.gateway.operation.SendOrder;
import dev.parley.model.id.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;

/**
 * One connection's messages, lined up by room until each is in the broker's hands. Bounded by the operations that the
 * connection may have in flight.
 */
final class SendLine implements SendOrder {
    private final Map<RoomId, Future<Void>> last = new HashMap<>();

    @Override
    public Turn next(RoomId roomId) {
        var done = Promise.<Void>promise();
        var before = last.put(roomId, done.future());
        done.future().onComplete(published -> last.remove(roomId, done.future()));
        return new Turn(before == null ? Future.succeededFuture() : before, done);
    }
}
