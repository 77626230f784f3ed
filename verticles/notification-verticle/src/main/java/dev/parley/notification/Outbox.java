package dev.parley.notification;

import dev.parley.model.id.UserId;
import io.vertx.core.Future;

/**
 * A way to tell users although the process may die: web push, mail, webhooks. One that keeps nothing is what these methods are by themselves. What is to be done is written down by
 * the very statements that change their lists, so that it is there if and only if the change is, at no more than a part of a
 * statement; it is done afterwards, in its own time.
 */
public interface Outbox {
    /** A part that keeps nothing. */
    String NOTHING = "select 1 where false";

    /** One word, for logs and metrics, and in SQL. */
    String name();

    /**
     * The part of the statement that puts notifications into the lists, a common table expression: reads those that were not
     * there before from {@code fresh (id, user_id, room_id, kind, created_at)}, and returns a row for each thing that is to be done. It has no
     * parameters.
     */
    default String keeping() {
        return NOTHING;
    }

    /**
     * As {@link #keeping}, of the statement that marks notifications as read: {@code marked (user_id, room_id, reader)} are
     * those that were not, the reader being the session that has read them.
     */
    default String withdrawing() {
        return NOTHING;
    }

    /** Something was kept or withdrawn, and is committed. If the process dies before, this is not called. */
    default void wake() {}

    /** The user wants to be told otherwise than before, and it is committed. Fails as UNAVAILABLE. */
    default Future<Void> settingsSaved(UserId user) {
        return Future.succeededFuture();
    }

    /** The account is gone. Done again, it does nothing more; fails as UNAVAILABLE. */
    Future<Void> forget(UserId user);

    Future<Void> start();

    default Future<Void> stop() {
        return Future.succeededFuture();
    }
}
