package dev.parley.message.query;

import dev.parley.message.store.Cursor;
import dev.parley.message.store.CursorStore;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes cursors, everything that gathered while the last write was under way in one. Owned by the verticle's context.
 */
final class CursorWriter {
    /** Cursors waiting; more are refused. */
    private static final int MAX_WAITING = 20_000;

    private final CursorStore store;
    private final Runnable afterEach;
    private Map<RoomId, Map<UserId, Cursor>> waiting = new HashMap<>();
    private Promise<Void> written = Promise.promise();
    private int count;
    private boolean writing;

    /** @param afterEach done once all whose cursors were written at the same time know */
    CursorWriter(CursorStore store, Runnable afterEach) {
        this.store = store;
        this.afterEach = afterEach;
    }

    Future<Void> raise(RoomId room, UserId user, Cursor cursor) {
        if (count >= MAX_WAITING) {
            return Future.failedFuture(Failure.unavailable("The message store").asException());
        }
        count++;
        waiting.computeIfAbsent(room, id -> new HashMap<>()).merge(user, cursor, Cursor::max);
        var done = written.future();
        if (!writing) {
            write();
        }
        return done;
    }

    private void write() {
        var batch = waiting;
        var promise = written;
        waiting = new HashMap<>();
        written = Promise.promise();
        count = 0;
        writing = true;
        store.raise(batch).onComplete(done -> {
            writing = false;
            if (!waiting.isEmpty()) {
                write();
            }
            promise.handle(done);
            afterEach.run();
        });
    }
}
