package dev.parley.message.query;

import dev.parley.message.access.RoomCache;
import dev.parley.message.room.Head;
import dev.parley.message.room.RoomRecord;
import dev.parley.message.store.Belonging;
import dev.parley.message.store.RoomReads;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.EventPage;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.Sync;
import dev.parley.model.rooms.SyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a client missed. A room that was never the caller's is left out of the answer: a client that remembers another
 * server's rooms must not be kept from syncing its own.
 */
final class Synchronizer {
    private static final int EVENTS_PER_ROOM = 200;
    private static final int EVENTS_IN_ALL = 500; // as many as one page of GET events: 40 ms of the embedded server

    /** So that every room gets further however many there are. */
    private static final int EVENTS_AT_LEAST = 10;

    /** How many rooms that were not asked for are looked at, the latest joined, and told, the most recently active. */
    private static final int NEW_ROOMS_SEEN = 500;

    private static final int NEW_ROOMS = 200;

    private final RoomReads reads;
    private final RoomCache rooms;
    private final EventReader events;

    Synchronizer(RoomReads reads, RoomCache rooms, EventReader events) {
        this.reads = reads;
        this.rooms = rooms;
        this.events = events;
    }

    /**
     * @param upTo the last seq that the caller may see
     * @param first where the log begins
     */
    private record Asked(RoomId room, long after, long upTo, long first) {
        boolean isBehind() {
            return after < upTo;
        }
    }

    Future<SyncResult> sync(Sync request) {
        return reads.belongings(request.caller()).compose(belongings -> {
            var mine = request.rooms().keySet().stream()
                    .filter(belongings::containsKey)
                    .toList();
            var others = unasked(belongings, request.rooms());
            var all = new ArrayList<>(mine);
            all.addAll(others);
            return reads.heads(all)
                    .compose(heads -> pages(asked(request, mine, belongings, heads))
                            .compose(pages -> newRooms(others, heads).map(fresh -> new SyncResult(pages, fresh))));
        });
    }

    private static List<Asked> asked(
            Sync request, List<RoomId> mine, Map<RoomId, Belonging> belongings, Map<RoomId, Head> heads) {
        return mine.stream()
                .map(room -> {
                    var belonging = Objects.requireNonNull(belongings.get(room));
                    var head = heads.getOrDefault(room, Head.EMPTY);
                    // Whoever is no longer in it sees everything up to their leaving, and nothing after.
                    long upTo = belonging.member() ? head.lastSeq() : belonging.seq();
                    return new Asked(
                            room,
                            request.rooms().getOrDefault(room, 0L),
                            upTo,
                            head.start().seq());
                })
                .toList();
    }

    private Future<List<EventPage>> pages(List<Asked> asked) {
        int behind = Math.max(1, (int) asked.stream().filter(Asked::isBehind).count());
        int limit = Math.max(EVENTS_AT_LEAST, Math.min(EVENTS_PER_ROOM, EVENTS_IN_ALL / behind));
        var size = new PageSize(PageSize.SOCKET); // of the whole answer
        return Future.all(asked.stream()
                        .map(one -> events.page(one.room(), one.after(), one.upTo(), one.first(), limit, size))
                        .toList())
                .map(done -> done.<EventPage>list());
    }

    private static List<RoomId> unasked(Map<RoomId, Belonging> belongings, Map<RoomId, Long> asked) {
        var unasked = belongings.entrySet().stream()
                .filter(entry -> entry.getValue().member() && !asked.containsKey(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        return unasked.subList(Math.max(0, unasked.size() - NEW_ROOMS_SEEN), unasked.size());
    }

    private Future<List<Room>> newRooms(List<RoomId> others, Map<RoomId, Head> heads) {
        var told = others.stream()
                .sorted(Comparator.comparingLong((RoomId room) ->
                                heads.getOrDefault(room, Head.EMPTY).activityAt())
                        .reversed())
                .limit(NEW_ROOMS)
                .toList();
        return rooms.getAll(told, heads)
                .map(found -> told.stream()
                        .map(found::get)
                        .filter(Objects::nonNull)
                        .filter(room -> !room.deleted())
                        .map(room -> withHead(room, heads))
                        .toList());
    }

    private static Room withHead(RoomRecord room, Map<RoomId, Head> heads) {
        return room.toRoom(heads.getOrDefault(room.id(), Head.EMPTY));
    }
}
