package dev.parley.message.pipeline;

import dev.parley.message.room.RoomRules;
import dev.parley.message.store.RoomLog;
import dev.parley.model.id.RoomId;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes a batch from deciding to committed. May be tried again any number of times. */
final class BatchProcessor {
    /** Some 50 ms of the embedded server (100 events in 18 ms, measured): a batch keeps its first intent waiting. */
    static final int MAX_BATCH = 256;

    private final RoomLog log;
    private final RoomRules rules;
    private final Clock clock;

    BatchProcessor(RoomLog log, RoomRules rules, Clock clock) {
        this.log = log;
        this.rules = rules;
        this.clock = clock;
    }

    /** @return what was decided, stored and committed; fails as the log fails, then the rooms are in doubt */
    Future<Batch> process(OwnedRooms rooms, List<Received> received) {
        return rooms.get(roomsOf(received))
                // Only now: what is found must be as finished as the rooms are.
                .compose(states -> log.find(keysOf(received)).map(found -> {
                    var batch = new Batch(rules, new HashMap<>(states), found);
                    rooms.recovered().forEach(batch::publish);
                    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                    received.forEach(one -> batch.decide(one, now));
                    return batch;
                }))
                .compose(batch -> store(batch).map(batch))
                .onSuccess(batch -> batch.states().forEach(rooms::put))
                .onSuccess(batch -> rooms.publishedWithABatch())
                .onFailure(cause -> rooms.doubt(roomsOf(received)));
    }

    private Future<Void> store(Batch batch) {
        if (batch.events().isEmpty()) {
            return Future.succeededFuture();
        }
        return log.append(batch.events())
                .compose(appended -> log.apply(batch.derived()))
                .compose(applied -> log.commit(batch.derived().heads()));
    }

    private static Set<RoomId> roomsOf(List<Received> received) {
        var rooms = new LinkedHashSet<RoomId>();
        received.forEach(one -> rooms.add(one.intent().roomId()));
        return rooms;
    }

    private static Set<String> keysOf(List<Received> received) {
        var keys = new LinkedHashSet<String>();
        received.forEach(one -> keys.addAll(one.keys()));
        return keys;
    }
}
