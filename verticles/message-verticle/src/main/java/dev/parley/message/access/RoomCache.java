package dev.parley.message.access;

import dev.parley.message.room.Head;
import dev.parley.message.room.RoomRecord;
import dev.parley.message.store.RoomReads;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.RoomId;
import dev.parley.model.log.OwnContext;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rooms as committed, kept for a while and dropped when a node says that they changed. May be behind for a moment; see
 * {@link Access} for what is never decided from here. Owned by the verticle's context.
 */
public final class RoomCache {
    private static final Duration LIFETIME = Duration.ofSeconds(30);
    private static final int KEPT = 10_000;

    private final Bus bus;
    private final RoomReads reads;
    private final ExpiringCache<RoomId, RoomRecord> rooms;
    private final Map<RoomId, Set<Object>> loading = new HashMap<>(); // bounded by the requests under way
    private final Map<RoomId, Future<@Nullable RoomRecord>> shared = new HashMap<>(); // as above

    public RoomCache(Bus bus, RoomReads reads, Clock clock) {
        this.bus = bus;
        this.reads = reads;
        this.rooms = new ExpiringCache<>(clock, LIFETIME, KEPT);
    }

    public Future<Void> start() {
        return bus.subscribe(RoomChanged.TOPIC, changed -> changed.stateSeqs().forEach(this::dropIfOlder));
    }

    /** This node changed them. */
    public void changed(Collection<RoomRecord> changed) {
        if (changed.isEmpty()) {
            return;
        }
        var stateSeqs = new HashMap<RoomId, Long>();
        for (var room : changed) {
            loading.remove(room.id());
            shared.remove(room.id());
            rooms.put(room.id(), room);
            stateSeqs.put(room.id(), room.stateSeq());
        }
        bus.publish(RoomChanged.TOPIC, new RoomChanged(stateSeqs));
    }

    private void dropIfOlder(RoomId id, long stateSeq) {
        var room = rooms.getEvenIfExpired(id);
        if (room == null || room.stateSeq() < stateSeq) {
            rooms.remove(id);
            loading.remove(id); // what is being read may be from before
            shared.remove(id);
        }
    }

    /** As it was when last seen, for when the store cannot be asked. */
    @Nullable RoomRecord lastKnown(RoomId room) {
        return rooms.getEvenIfExpired(room);
    }

    @Nullable RoomRecord known(RoomId room) {
        return rooms.get(room);
    }

    /** From memory, else from the store; null if there is none. */
    public Future<@Nullable RoomRecord> get(RoomId room) {
        return getAll(List.of(room)).map(found -> found.get(room));
    }

    public Future<Map<RoomId, RoomRecord>> getAll(Collection<RoomId> ids) {
        return getAll(ids, Map.of());
    }

    /**
     * None older than its head: a head is stored a moment before this cache hears what it stands for, and whoever is
     * told a {@code lastSeq} takes everything up to it as told.
     *
     * @param heads read before, of any of them
     */
    public Future<Map<RoomId, RoomRecord>> getAll(Collection<RoomId> ids, Map<RoomId, Head> heads) {
        var found = new HashMap<RoomId, RoomRecord>();
        var missing = new HashSet<RoomId>();
        for (var id : ids) {
            var room = rooms.get(id);
            if (room == null
                    || room.stateSeq() < heads.getOrDefault(id, Head.EMPTY).stateSeq()) {
                missing.add(id);
            } else {
                found.put(id, room);
            }
        }
        if (missing.isEmpty()) {
            return Future.succeededFuture(found);
        }
        return read(missing).map(read -> {
            found.putAll(read);
            return found;
        });
    }

    /** What others are reading: all members of a large room may ask at once. Null if nobody does. */
    @Nullable Future<@Nullable RoomRecord> underWay(RoomId room) {
        var read = shared.get(room);
        return read == null ? null : OwnContext.of(read);
    }

    /** From the store, by a read that begins now and is {@link #underWay} until it is done; null if there is none. */
    Future<@Nullable RoomRecord> read(RoomId room) {
        Future<@Nullable RoomRecord> read = read(List.of(room)).map(found -> found.get(room));
        shared.put(room, read);
        return read.onComplete(done -> shared.remove(room, read));
    }

    /** From the store. */
    Future<Map<RoomId, RoomRecord>> read(Collection<RoomId> ids) {
        var load = new Object();
        ids.forEach(id -> loading.computeIfAbsent(id, key -> new HashSet<>()).add(load));
        return reads.rooms(ids)
                .onSuccess(read -> read.forEach((id, room) -> {
                    if (loading.getOrDefault(id, Set.of()).contains(load)) {
                        rooms.put(id, room);
                    }
                }))
                .onComplete(done -> ids.forEach(id -> loading.computeIfPresent(id, (key, loads) -> {
                    loads.remove(load);
                    return loads.isEmpty() ? null : loads;
                })));
    }
}
