package dev.parley.message.access;

import dev.parley.message.store.LoggedEvent;
import dev.parley.message.store.RoomReads;
import dev.parley.model.id.MessageId;
import dev.parley.model.log.OwnContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether messages are stored already: everything asked while one look is under way is one look. Owned by the verticle's
 * context; what may wait is bounded by the requests under way.
 */
final class StoredLookup {
    /** A resend is answered faster from here, but it is as well answered by the consumer: not worth a long wait. */
    private static final long WAIT_MS = 250;

    private static final int PER_LOOK = 500;

    private final Vertx vertx;
    private final RoomReads reads;
    private final Map<MessageId, Promise<Optional<LoggedEvent>>> waiting = new LinkedHashMap<>();
    private boolean looking;

    StoredLookup(Vertx vertx, RoomReads reads) {
        this.vertx = vertx;
        this.reads = reads;
    }

    /** Empty if it is not stored, or if that cannot be known soon. */
    Future<Optional<LoggedEvent>> find(MessageId id) {
        var promise = waiting.computeIfAbsent(id, key -> Promise.promise());
        if (!looking) {
            looking = true;
            vertx.runOnContext(tick -> look()); // with everything else that came in this tick
        }
        return OwnContext.of(promise.future())
                .timeout(WAIT_MS, TimeUnit.MILLISECONDS)
                .recover(unknown -> Future.succeededFuture(Optional.empty()));
    }

    private void look() {
        var asked = new LinkedHashMap<MessageId, Promise<Optional<LoggedEvent>>>();
        waiting.forEach((id, promise) -> {
            if (asked.size() < PER_LOOK) {
                asked.put(id, promise);
            }
        });
        waiting.keySet().removeAll(asked.keySet());
        reads.messages(asked.keySet()).onComplete(found -> {
            if (found.succeeded()) {
                var byKey = new LinkedHashMap<String, LoggedEvent>();
                found.result().forEach(logged -> byKey.put(logged.stored().key(), logged));
                asked.forEach((id, promise) -> promise.complete(Optional.ofNullable(byKey.get(id.value()))));
            } else {
                asked.values().forEach(promise -> promise.fail(found.cause()));
            }
            looking = !waiting.isEmpty();
            if (looking) {
                look();
            }
        });
    }
}
