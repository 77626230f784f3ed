package dev.parley.message.access;

import dev.parley.message.room.RoomRecord;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets members in. A refusal never comes from memory: whoever was just added is let in on every node. */
public final class Access {
    private final RoomCache rooms;

    public Access(RoomCache rooms) {
        this.rooms = rooms;
    }

    /** The room, if {@code caller} is in it; else NOT_FOUND or FORBIDDEN. */
    public Future<RoomRecord> member(UserId caller, RoomId roomId) {
        var known = rooms.known(roomId);
        if (known != null && !known.deleted() && known.isMember(caller)) {
            return Future.succeededFuture(known);
        }
        return rooms.read(List.of(roomId)).compose(read -> {
            var room = read.get(roomId);
            var refusal = refusalOf(room, caller);
            return room == null || refusal != null
                    ? Future.failedFuture((refusal == null ? Failure.notFound("room") : refusal).asException())
                    : Future.succeededFuture(room);
        });
    }

    private static @Nullable Failure refusalOf(@Nullable RoomRecord room, UserId caller) {
        if (room == null || room.deleted()) {
            return Failure.notFound("room");
        }
        return room.isMember(caller) ? null : Failure.forbidden("You are not a member of this room");
    }
}
