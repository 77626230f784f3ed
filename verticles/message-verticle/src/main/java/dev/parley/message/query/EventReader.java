package dev.parley.message.query;

import dev.parley.message.access.Access;
import dev.parley.message.store.LoggedEvent;
import dev.parley.message.store.RoomReads;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventPage;
import dev.parley.model.rooms.ListEvents;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Pages of a room's log. */
final class EventReader {
    private final RoomReads reads;
    private final Access access;
    private final Naming naming;

    EventReader(RoomReads reads, Access access, Naming naming) {
        this.reads = reads;
        this.access = access;
        this.naming = naming;
    }

    Future<EventPage> list(ListEvents request) {
        return access.member(request.caller(), request.roomId())
                .compose(room -> reads.head(request.roomId()))
                .compose(head -> page(
                        request.roomId(),
                        request.after(),
                        head.lastSeq(),
                        head.start().seq(),
                        request.limit(),
                        new PageSize(PageSize.RESPONSE)));
    }

    /**
     * The events after {@code after} up to and with {@code last}, at most {@code limit}, and one at least: a page gets the
     * client further.
     *
     * @param first where the log begins: what is left before it is not looked for place by place
     */
    Future<EventPage> page(RoomId room, long after, long last, long first, int limit, PageSize size) {
        if (after >= last) {
            return Future.succeededFuture(new EventPage(room, List.of(), last, false, first));
        }
        return reads.keptSeqs(room, after + 1, Math.min(first - 1, last), limit).compose(kept -> {
            var places = new ArrayList<>(kept);
            int rest = limit - kept.size();
            long from = Math.max(after + 1, first);
            long to = rest == 0 ? kept.get(limit - 1) : Math.min(last, from + rest - 1);
            LongStream.rangeClosed(from, rest == 0 ? 0 : to).forEach(places::add);
            return reads.events(room, places).compose(found -> {
                if (found.isEmpty() && to < last) {
                    return page(room, to, last, first, limit, size); // nothing but unused seqs
                }
                return pageOf(room, found, to, last, first, size);
            });
        });
    }

    private Future<EventPage> pageOf(
            RoomId room, List<LoggedEvent> found, long to, long last, long first, PageSize size) {
        var events = new ArrayList<Event>(found.size());
        for (var logged : found) {
            var event = logged.stored().event();
            if (!size.takes(event.data()) && !events.isEmpty()) {
                break;
            }
            events.add(event);
        }
        boolean more = to < last || events.size() < found.size();
        return naming.events(events).map(named -> new EventPage(room, named, last, more, first));
    }
}
