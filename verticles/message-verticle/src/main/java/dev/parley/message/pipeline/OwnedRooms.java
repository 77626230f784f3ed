package dev.parley.message.pipeline;

import dev.parley.message.access.ExpiringCache;
import dev.parley.message.room.RoomState;
import dev.parley.message.store.RoomLog;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Event;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rooms of one partition as its owner knows them, the most recently used. What is in here is committed. Forgotten as
 * soon as anything fails or the ownership may have ended; owned by the verticle's context.
 */
final class OwnedRooms {
    private static final int KEPT = 5_000;

    /**
     * An owner that was frozen must not write where others have been since. A taken place tells it so, but those that were
     * cut off are free again: what it knows has to be younger than what is cut.
     */
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final RoomLog log;
    private final Recovery recovery;
    private final Set<RoomId> doubtful = new HashSet<>(); // bounded by a batch: emptied by the next load
    private final List<Event> recovered = new ArrayList<>(); // bounded by what an owner leaves: see Recovery
    private final ExpiringCache<RoomId, RoomState> states;

    OwnedRooms(RoomLog log, Clock clock) {
        this.log = log;
        this.states = new ExpiringCache<>(clock, LIFETIME, KEPT);
        this.recovery = new Recovery(log, recovered::add);
    }

    Future<Map<RoomId, RoomState>> get(Collection<RoomId> rooms) {
        var known = new HashMap<RoomId, RoomState>();
        var missing = new HashSet<RoomId>();
        for (var room : rooms) {
            var state = states.get(room);
            if (state == null) {
                missing.add(room);
            } else {
                known.put(room, state);
            }
        }
        if (missing.isEmpty()) {
            return Future.succeededFuture(known);
        }
        return log.load(missing)
                .compose(loaded -> recovery.finish(loaded, doubtful))
                .map(loaded -> {
                    doubtful.removeAll(missing);
                    loaded.forEach(this::put);
                    known.putAll(loaded);
                    return known;
                });
    }

    /** What an earlier owner had stored, is committed now and has not been published from here. */
    List<Event> recovered() {
        return List.copyOf(recovered);
    }

    /** One batch is in work at a time: nothing has been recovered since it took them. */
    void publishedWithABatch() {
        recovered.clear();
    }

    void put(RoomId room, RoomState state) {
        states.put(room, state);
    }

    /** Somebody else wrote to them, or we do not know what we wrote: look well before the next decision. */
    void doubt(Collection<RoomId> rooms) {
        rooms.forEach(states::remove);
        doubtful.addAll(rooms);
    }
}
