package dev.parley.message.query;

import dev.parley.message.access.RoomCache;
import dev.parley.message.room.Head;
import dev.parley.message.room.RoomRecord;
import dev.parley.message.store.CursorStore;
import dev.parley.message.store.RoomReads;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.ListRooms;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.RoomPage;
import dev.parley.model.rooms.RoomSummary;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The caller's rooms, the most recently active first. */
final class RoomList {
    private final RoomReads reads;
    private final RoomCache rooms;
    private final CursorStore cursors;
    private final Receipts receipts;
    private final Naming naming;
    private final Clock clock;

    RoomList(RoomReads reads, RoomCache rooms, CursorStore cursors, Receipts receipts, Naming naming, Clock clock) {
        this.reads = reads;
        this.rooms = rooms;
        this.cursors = cursors;
        this.receipts = receipts;
        this.naming = naming;
        this.clock = clock;
    }

    /** A room's place in the list, which is also the cursor behind it. */
    private record Place(long activityAt, String room) {
        private static final Comparator<Place> NEWEST_FIRST =
                Comparator.comparingLong(Place::activityAt).reversed().thenComparing(Place::room);

        static Place of(RoomId room, Head head) {
            return new Place(head.activityAt(), room.value());
        }

        static Place parse(String cursor) {
            var parts = cursor.split(":", 2);
            try {
                return new Place(Long.parseLong(parts[0]), parts[1]);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw Failure.invalid("cursor", "must be a nextCursor of this list")
                        .asException();
            }
        }

        String cursor() {
            return activityAt + ":" + room;
        }
    }

    Future<RoomPage> list(ListRooms request) {
        var after = request.cursor() == null ? null : Place.parse(request.cursor());
        return reads.belongings(request.caller()).compose(belongings -> {
            var mine = belongings.entrySet().stream()
                    .filter(entry -> entry.getValue().member())
                    .map(Map.Entry::getKey)
                    .toList();
            return reads.heads(mine).compose(heads -> page(request, after, heads));
        });
    }

    private Future<RoomPage> page(ListRooms request, @Nullable Place after, Map<RoomId, Head> heads) {
        var places = heads.entrySet().stream()
                .map(entry -> Place.of(entry.getKey(), entry.getValue()))
                .filter(place -> after == null || Place.NEWEST_FIRST.compare(place, after) > 0)
                .sorted(Place.NEWEST_FIRST)
                .limit(request.limit() + 1L)
                .toList();
        boolean more = places.size() > request.limit();
        var shown = more ? places.subList(0, request.limit()) : places;
        var nextCursor = more ? shown.get(shown.size() - 1).cursor() : null;
        var ids = shown.stream().map(place -> new RoomId(place.room())).toList();
        return summaries(request.caller(), ids, heads).map(summaries -> new RoomPage(summaries, nextCursor));
    }

    private Future<List<RoomSummary>> summaries(UserId caller, List<RoomId> ids, Map<RoomId, Head> heads) {
        var records = rooms.getAll(ids, heads);
        var own = cursors.of(caller, ids);
        var messages = lastMessages(caller, ids, heads);
        return Future.all(records, own, messages)
                .compose(all -> naming.now(partners(caller, records.result())).map(names -> {
                    var summaries = new ArrayList<RoomSummary>();
                    for (var id : ids) {
                        var room = records.result().get(id);
                        if (room != null && room.isMember(caller)) {
                            summaries.add(summary(
                                    caller,
                                    room,
                                    heads.getOrDefault(id, Head.EMPTY),
                                    own.result().getOrDefault(id, CursorStore.Own.NONE),
                                    messages.result().get(id),
                                    names));
                        }
                    }
                    return summaries;
                }));
    }

    private RoomSummary summary(
            UserId caller,
            RoomRecord room,
            Head head,
            CursorStore.Own own,
            @Nullable Message lastMessage,
            Map<UserId, PublicUser> names) {
        var partner = room.partnerOf(caller);
        var membership = partner == null ? null : room.members().get(partner);
        // Whoever wrote last has read up to there, even if their cursor is still on its way.
        boolean wroteLast = lastMessage != null && lastMessage.sender().id().equals(caller);
        // What they wrote before that is read too, though their cursor is stored a moment later.
        var cursor = own.cursor().max(receipts.atLeast(room.id(), caller));
        long seen = Math.max(cursor.readMessages(), head.start().messagesBefore()); // or gone before they were seen
        long unread = Math.max(0, head.messages() - seen);
        return RoomSummary.of(
                room.toRoom(head),
                membership == null ? null : Naming.named(membership.user(), names),
                lastMessage,
                wroteLast ? Math.max(cursor.readSeq(), head.lastMessageSeq()) : cursor.readSeq(),
                wroteLast ? 0 : unread,
                own.mute() != null && own.mute().isOn(clock.instant()));
    }

    private Future<Map<RoomId, Message>> lastMessages(UserId caller, List<RoomId> ids, Map<RoomId, Head> heads) {
        var places = new HashMap<RoomId, List<Long>>();
        for (var id : ids) {
            var head = heads.getOrDefault(id, Head.EMPTY);
            if (head.lastMessageSeq() >= head.start().seq()) {
                places.put(id, List.of(head.lastMessageSeq()));
            }
        }
        return reads.events(places)
                .map(events -> events.stream()
                        .map(logged -> logged.message())
                        .filter(Objects::nonNull)
                        .map(message -> message.seenBy(caller))
                        .toList())
                .compose(naming::messages)
                .map(messages -> {
                    var byRoom = new HashMap<RoomId, Message>();
                    messages.forEach(message -> byRoom.put(message.roomId(), message));
                    return byRoom;
                });
    }

    private static List<UserId> partners(UserId caller, Map<RoomId, RoomRecord> records) {
        var partners = new ArrayList<UserId>();
        records.values().forEach(room -> {
            var partner = room.partnerOf(caller);
            if (partner != null) {
                partners.add(partner);
            }
        });
        return partners;
    }
}
