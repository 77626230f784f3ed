package dev.parley.message.query;

import dev.parley.message.access.Access;
import dev.parley.message.access.BlockGuard;
import dev.parley.model.bus.Done;
import dev.parley.model.live.EventNames;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.rooms.LiveData;
import dev.parley.model.rooms.SetTyping;
import io.vertx.core.Future;

/** Says who is typing, to the others. */
final class Typing {
    private final Access access;
    private final BlockGuard blocks;
    private final LiveDelivery live;

    Typing(Access access, BlockGuard blocks, LiveDelivery live) {
        this.access = access;
        this.blocks = blocks;
        this.live = live;
    }

    Future<Done> set(SetTyping request) {
        return access.member(request.caller(), request.roomId())
                .compose(room -> blocks.maySend(request.caller(), room).map(room))
                .map(room -> {
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
}
