package dev.parley.notification;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.Notification;
import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to reach users beside the list they look at: live, web push; mail or a webhook would be others. Each gets every
 * notification once. One that must lose none writes down what it has to do in {@link #keep} and {@link #withdraw}, which
 * are part of the list's own transactions, and does it afterwards, in its own time.
 *
 * <p>Fails as UNAVAILABLE when the store does; then nothing of the transaction has happened.
 */
public interface Channel {
    /** One word, for logs and metrics. */
    String name();

    /** In the transaction that puts {@code fresh} into the lists. At most {@link Notifier#CHUNK} of them. */
    default Future<Void> keep(Queries transaction, List<Addressed> fresh) {
        return Future.succeededFuture();
    }

    /**
     * They are in the lists now. If the process dies before, this is not called.
     *
     * @param fresh notifications that were not there before
     * @return completes when they are handed over, soon; a failure is logged and holds nothing up
     */
    Future<Void> deliver(List<Addressed> fresh);

    /**
     * In the transaction that marks a user's notifications of these rooms as read, some or all of them.
     *
     * @param reader the session that has read them
     */
    default Future<Void> withdraw(Queries transaction, UserId user, Collection<RoomId> rooms, SessionId reader) {
        return Future.succeededFuture();
    }

    /** What was withdrawn is read now; as {@link #deliver}. */
    default void withdrawn() {}

    /** The account is gone. Done again, it does nothing more. */
    default Future<Void> forget(UserId user) {
        return Future.succeededFuture();
    }

    /**
     * A notification and whose it is.
     *
     * @param eventId {@code <roomId>:<seq>}: with the user, it names the notification for ever
     * @param sender who wrote it, null if it is no message
     * @param place where: a room's name, or who the other one is
     */
    record Addressed(
            UserId userId,
            Notification notification,
            String eventId,
            @Nullable String sender,
            String place) {}
}
