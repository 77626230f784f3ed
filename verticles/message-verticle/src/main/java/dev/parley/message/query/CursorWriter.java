package dev.parley.message.query;

import dev.parley.message.store.Cursor;
import dev.parley.message.store.CursorStore;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes cursors, everything that gathered since the last write in one. Owned by the verticle's context.
 */
final class CursorWriter {
    /** Cursors waiting; more are refused. */
    private static final int MAX_WAITING = 20_000;

    /** After each write: a room's cursors are one document, and a large group's receipts come one by one. */
    private static final long PAUSE_MS = 50;

    private final Vertx vertx;
    private final CursorStore store;
    private final Runnable afterEach;
    private Map<RoomId, Map<UserId, Cursor>> waiting = new HashMap<>();
    private Promise<Void> written = Promise.promise();
    private int count;
    private boolean writing;

    /** @param afterEach done once all whose cursors were written at the same time know */
    CursorWriter(Vertx vertx, CursorStore store, Runnable afterEach) {
        this.vertx = vertx;
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
            vertx.setTimer(PAUSE_MS, paused -> {
                writing = false;
                if (!waiting.isEmpty()) {
                    write();
                }
            });
            promise.handle(done);
            afterEach.run();
        });
    }
}
