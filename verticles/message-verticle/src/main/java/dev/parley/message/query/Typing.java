package dev.parley.message.query;

import dev.parley.message.access.Access;
import dev.parley.message.access.BlockGuard;
import dev.parley.message.access.ExpiringCache;
import dev.parley.model.bus.Done;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.live.EventNames;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.rooms.LiveData;
import dev.parley.model.rooms.SetTyping;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/** Says who is typing, to the others. Owned by the verticle's context. */
final class Typing {
    /** In a larger room one is told of at most one person a second: each notice is a frame for everyone. */
    private static final int ALL_TOLD_UP_TO = 200;

    private static final Duration QUIET = Duration.ofSeconds(1);

    /** As long as clients show it. */
    private static final Duration SHOWN = Duration.ofSeconds(6);

    private static final int KEPT = 10_000;

    private record Place(RoomId room, UserId user) {}

    private final Access access;
    private final BlockGuard blocks;
    private final LiveDelivery live;
    private final ExpiringCache<RoomId, Boolean> quiet;
    private final ExpiringCache<Place, Boolean> shown;

    Typing(Access access, BlockGuard blocks, LiveDelivery live, Clock clock) {
        this.access = access;
        this.blocks = blocks;
        this.live = live;
        this.quiet = new ExpiringCache<>(clock, QUIET, KEPT);
        this.shown = new ExpiringCache<>(clock, SHOWN, KEPT);
    }

    Future<Done> set(SetTyping request) {
        return access.member(request.caller(), request.roomId())
                .compose(room -> blocks.maySend(request.caller(), room).map(room))
                .map(room -> {
                    if (room.members().size() > ALL_TOLD_UP_TO && !mayBeTold(request)) {
                        return Done.DONE;
                    }
                    var others = room.memberIds().stream()
                            .filter(member -> !member.equals(request.caller()))
                            .toList();
                    live.deliver(
                            others,
                            EventNames.TYPING,
                            new LiveData.Typing(request.roomId(), request.caller(), request.active()));
                    return Done.DONE;
                });
    }

    /** Who is shown as typing may stop at any time. */
    private boolean mayBeTold(SetTyping request) {
        var place = new Place(request.roomId(), request.caller());
        if (!request.active()) {
            boolean told = shown.get(place) != null;
            shown.remove(place);
            return told;
        }
        if (quiet.get(request.roomId()) != null) {
            return false;
        }
        quiet.put(request.roomId(), true);
        shown.put(place, true);
        return true;
    }
}
