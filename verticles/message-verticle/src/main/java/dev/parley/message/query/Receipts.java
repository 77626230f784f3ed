package dev.parley.message.query;

import dev.parley.message.access.Access;
import dev.parley.message.access.ExpiringCache;
import dev.parley.message.room.Head;
import dev.parley.message.room.RoomRecord;
import dev.parley.message.room.StoredEvent;
import dev.parley.message.store.Cursor;
import dev.parley.message.store.CursorStore;
import dev.parley.message.store.RoomReads;
import dev.parley.model.bus.Done;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.live.EventNames;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.log.OwnContext;
import dev.parley.model.rooms.AdvanceReceipt;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.LiveData;
import dev.parley.model.rooms.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far members have received and read. A seq beyond the log's end counts as its end. Owned by the verticle's context.
 */
final class Receipts {
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final int KEPT = 50_000;

    /**
     * In a larger room only those hear whose messages it is about: everyone's receipt of every message told to everyone
     * is the square of the members, and 32 times 32 frames are as many as a message to the largest group takes itself.
     */
    private static final int SHOWN_UP_TO = 32;

    /** How far back an unused seq is looked behind. */
    private static final int LOOK_BACK = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);

    private record Place(RoomId room, UserId user) {}

    private final RoomReads reads;
    private final Access access;
    private final CursorStore store;
    private final CursorWriter writer;
    private final RecentAuthors authors;
    private final LiveDelivery live;
    private final ExpiringCache<Place, Cursor> cursors;
    private final ExpiringCache<RoomId, Head> heads;
    private final Map<RoomId, Future<Map<UserId, Cursor>>> reading =
            new HashMap<>(); // bounded by the requests under way

    Receipts(Vertx vertx, RoomReads reads, Access access, CursorStore store, LiveDelivery live, Clock clock) {
        this.reads = reads;
        this.access = access;
        this.store = store;
        this.writer = new CursorWriter(vertx, store, live::flush);
        this.authors = new RecentAuthors(reads, clock);
        this.live = live;
        this.cursors = new ExpiringCache<>(clock, LIFETIME, KEPT);
        this.heads = new ExpiringCache<>(clock, LIFETIME, KEPT);
    }

    Future<Done> advance(AdvanceReceipt request) {
        return access.member(request.caller(), request.roomId())
                .compose(room -> headFor(room.id(), request.seq()).compose(head -> advance(request, room, head)));
    }

    /** One that goes as far as {@code seq} at least, if the log does. */
    private Future<Head> headFor(RoomId room, long seq) {
        var known = heads.get(room);
        return known != null && known.lastSeq() >= seq
                ? Future.succeededFuture(known)
                : reads.head(room).onSuccess(head -> heads.put(room, head));
    }

    private Future<Done> advance(AdvanceReceipt request, RoomRecord room, Head head) {
        long seq = Math.min(request.seq(), head.lastSeq());
        return known(room.id(), request.caller()).compose(before -> {
            if (seq <= (request.read() ? before.readSeq() : before.deliveredSeq())) {
                return Future.succeededFuture(Done.DONE);
            }
            var messages = request.read() ? messagesUpTo(room.id(), seq, head) : Future.succeededFuture(0L);
            return messages.compose(count -> {
                // Read is received.
                var moved = request.read() ? new Cursor(seq, seq, count) : new Cursor(seq, 0, 0);
                var after = before.max(moved);
                // Before the write, as what is told is flushed with everything that was written at the same time.
                return audience(room, request.caller(), before, after)
                        .compose(told -> writer.raise(room.id(), request.caller(), moved)
                                .map(written -> show(room, request.caller(), after, told)));
            });
        });
    }

    /** How far this node has seen {@code user} come, which may not be stored yet; the store may know of more. */
    Cursor atLeast(RoomId room, UserId user) {
        var known = cursors.get(new Place(room, user));
        return known == null ? Cursor.NONE : known;
    }

    private Future<Cursor> known(RoomId room, UserId user) {
        var known = cursors.get(new Place(room, user));
        return known != null
                ? Future.succeededFuture(known)
                : everyonesOf(room).map(all -> all.getOrDefault(user, Cursor.NONE));
    }

    /**
     * A room's cursors are one document, and its members send their receipts at the same time: it is read once for all
     * of them.
     */
    private Future<Map<UserId, Cursor>> everyonesOf(RoomId room) {
        var underWay = reading.get(room);
        if (underWay != null) {
            return OwnContext.of(underWay);
        }
        var read = store.ofRoom(room)
                .onSuccess(all -> all.forEach((user, cursor) -> {
                    var place = new Place(room, user);
                    var known = cursors.get(place); // perhaps moved on meanwhile
                    cursors.put(place, known == null ? cursor : known.max(cursor));
                }));
        reading.put(room, read);
        return read.onComplete(done -> reading.remove(room));
    }

    private Future<Long> messagesUpTo(RoomId room, long seq, Head head) {
        return seq == head.lastSeq()
                ? Future.succeededFuture(head.messages())
                : reads.events(room, Math.max(1, seq - LOOK_BACK), seq)
                        .map(events -> events.isEmpty()
                                ? 0L
                                : events.get(events.size() - 1).stored().messages());
    }

    private Future<List<UserId>> audience(RoomRecord room, UserId user, Cursor before, Cursor after) {
        if (room.members().size() <= SHOWN_UP_TO) {
            return Future.succeededFuture(room.memberIds());
        }
        boolean read = after.readSeq() > before.readSeq();
        long from = read ? before.readSeq() : before.deliveredSeq();
        return authors.between(room.id(), from, after.deliveredSeq())
                .otherwise(Set.of()) // a hint: they see it when they next ask for the members
                .map(concerned -> room.memberIds().stream()
                        // One's own other devices show what is unread.
                        .filter(member -> concerned.contains(member) || read && member.equals(user))
                        .toList());
    }

    private Done show(RoomRecord room, UserId user, Cursor cursor, List<UserId> told) {
        // Another receipt of theirs may have been shown while this one was written.
        cursors.put(new Place(room.id(), user), atLeast(room.id(), user).max(cursor));
        live.add(
                told,
                EventNames.RECEIPT,
                new LiveData.Receipt(room.id(), user, cursor.deliveredSeq(), cursor.readSeq()));
        return Done.DONE;
    }

    /** Whoever writes has read; whoever joins has nothing unread. Not worth an answer: the next receipt heals it. */
    void committed(Map<RoomId, Head> committed, List<StoredEvent> events) {
        committed.forEach(heads::put);
        authors.committed(events);
        for (var stored : events) {
            var event = stored.event();
            if (event.data() instanceof Message) {
                read(stored, event.actor());
            } else if (event.data() instanceof EventData.MemberJoined joined) {
                read(stored, joined.user().id());
            }
        }
    }

    private void read(StoredEvent stored, UserId user) {
        var room = stored.event().roomId();
        long seq = stored.event().seq();
        var cursor = new Cursor(seq, seq, stored.messages());
        var place = new Place(room, user);
        cursors.put(place, atLeast(room, user).max(cursor));
        writer.raise(room, user, cursor)
                .onFailure(cause -> LOG.warn("cursor not written room={} cause={}", room, cause.getMessage()));
    }
}
