package dev.parley.message.access;

import dev.parley.message.room.RoomRecord;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets members in. A refusal never comes from memory: whoever was just added is let in on every node. With MongoDB away
 * whoever was a member when it was last seen still is: the consumer decides again, in order.
 */
public final class Access {
    private static final Duration LEAVE_ALONE = Duration.ofSeconds(2);

    private final RoomCache rooms;
    private final ExpiringCache<String, Boolean> away;

    public Access(RoomCache rooms, Clock clock) {
        this.rooms = rooms;
        this.away = new ExpiringCache<>(clock, LEAVE_ALONE, 1);
    }

    /** The room, if {@code caller} is in it; else NOT_FOUND or FORBIDDEN. */
    public Future<RoomRecord> member(UserId caller, RoomId roomId) {
        var known = rooms.known(roomId);
        if (known != null && refusalOf(known, caller) == null) {
            return Future.succeededFuture(known);
        }
        var last = rooms.lastKnown(roomId);
        boolean wasMember = last != null && refusalOf(last, caller) == null;
        if (wasMember && away.get("store") != null) {
            return Future.succeededFuture(last);
        }
        return read(roomId, caller).compose(room -> admit(room, caller), cause -> {
            if (!wasMember || FailureException.failureOf(cause).code() != FailureCode.UNAVAILABLE) {
                return Future.failedFuture(cause);
            }
            away.put("store", true);
            return Future.succeededFuture(last);
        });
    }

    /** What others are reading lets in, but refuses nobody: it may be from before the caller was added. */
    private Future<@Nullable RoomRecord> read(RoomId roomId, UserId caller) {
        var underWay = rooms.underWay(roomId);
        return underWay == null
                ? rooms.read(roomId)
                : underWay.compose(
                        room -> refusalOf(room, caller) == null ? Future.succeededFuture(room) : rooms.read(roomId));
    }

    /** {@code room}, if {@code caller} is in it; else NOT_FOUND or FORBIDDEN. */
    public static Future<RoomRecord> admit(@Nullable RoomRecord room, UserId caller) {
        var refusal = refusalOf(room, caller);
        return refusal == null ? Future.succeededFuture(room) : Future.failedFuture(refusal.asException());
    }

    private static @Nullable Failure refusalOf(@Nullable RoomRecord room, UserId caller) {
        if (room == null || room.deleted()) {
            return Failure.notFound("room");
        }
        return room.isMember(caller) ? null : Failure.forbidden("You are not a member of this room");
    }
}
