package dev.parley.message.pipeline;

import dev.parley.message.room.RoomState;
import dev.parley.message.store.Derived;
import dev.parley.message.store.LoggedEvent;
import dev.parley.message.store.RoomLog;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Event;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes what an owner left when it went between appending events and committing them. Their intents are delivered
 * again and found to be done, so nobody waits for an answer from here; only of an intent that was given up nobody else
 * would ever publish what it had stored before.
 */
final class Recovery {
    /** More than one batch can append to a room: what is beyond was not appended by one owner. */
    private static final int REACH = 2 * BatchProcessor.MAX_BATCH;

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final RoomLog log;
    private final Consumer<Event> finished;

    /** @param finished told of each event that is committed from here, a room's in their order */
    Recovery(RoomLog log, Consumer<Event> finished) {
        this.log = log;
        this.finished = finished;
    }

    /**
     * @param loaded rooms as committed
     * @param doubtful those of them in which a place was found taken: looked at as far as {@link #REACH}. In the others
     *     one look at the next place is enough, as a batch is appended in order
     * @return the rooms with everything that is in their log, committed
     */
    Future<Map<RoomId, RoomState>> finish(Map<RoomId, RoomState> loaded, Set<RoomId> doubtful) {
        var places = new HashMap<RoomId, List<Long>>();
        loaded.forEach((room, state) -> places.put(room, next(state, doubtful.contains(room) ? REACH : 1)));
        return log.read(places)
                .compose(found -> found.isEmpty() ? Future.succeededFuture(loaded) : readOnAndCommit(loaded, found));
    }

    private Future<Map<RoomId, RoomState>> readOnAndCommit(Map<RoomId, RoomState> loaded, List<LoggedEvent> found) {
        var further = new HashMap<RoomId, List<Long>>();
        for (var logged : found) {
            var room = logged.stored().event().roomId();
            further.computeIfAbsent(room, id -> next(loaded.getOrDefault(id, RoomState.absent(id)), REACH));
        }
        return log.read(further).compose(all -> commit(loaded, all));
    }

    private static List<Long> next(RoomState state, int count) {
        long from = state.head().lastSeq() + 1;
        return LongStream.range(from, from + count).boxed().toList();
    }

    private Future<Map<RoomId, RoomState>> commit(Map<RoomId, RoomState> loaded, List<LoggedEvent> uncommitted) {
        var messages = new HashSet<String>();
        uncommitted.forEach(logged ->
                Folding.messageOf(logged.stored().event()).ifPresent(message -> messages.add(message.value())));
        return log.find(messages).compose(targets -> {
            var states = new HashMap<>(loaded);
            var ordered = inOrder(uncommitted);
            var derived = derive(states, ordered, targets);
            return log.apply(derived)
                    .compose(applied -> log.commit(derived.heads()))
                    .map(states)
                    .onSuccess(done -> ordered.forEach(
                            logged -> finished.accept(logged.stored().event())))
                    .onSuccess(done -> LOG.info(
                            "recovered rooms={} events={}", derived.heads().size(), uncommitted.size()))
                    // Whoever left them may be alive and have gone on: look once more for what came after.
                    .compose(done -> finish(states, Set.of()));
        });
    }

    private static Derived derive(
            Map<RoomId, RoomState> states, List<LoggedEvent> events, Collection<LoggedEvent> targets) {
        var derived = new Derived();
        var folding = new Folding(derived);
        targets.forEach(folding::know);
        for (var logged : events) {
            var stored = logged.stored();
            var room = stored.event().roomId();
            var before = states.getOrDefault(room, RoomState.absent(room));
            var after = before.after(stored);
            states.put(room, after);
            derived.add(stored, before, after);
            folding.fold(stored.event());
        }
        return derived;
    }

    private static List<LoggedEvent> inOrder(List<LoggedEvent> events) {
        return events.stream()
                .sorted(Comparator.comparingLong(
                        logged -> logged.stored().event().seq()))
                .toList();
    }
}
