package dev.parley.notification;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Audience;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.MessagesRemoved;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts events into the lists of those whom they concern, and tells the channels of what is new there. Doing it again does
 * nothing more: <b>invariant: a user is notified of an event once.</b>
 *
 * <p>Owned by the context that made it.
 */
final class Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    /** Rows of one insert; a large group's message takes several. */
    static final int CHUNK = 500;

    private final Audiences audiences;
    private final Blockers blockers;
    private final BiPredicate<UserId, RoomId> looking;
    private final NotificationStore store;
    private final Pruner pruner;
    private final List<Channel> channels;

    Notifier(
            Audiences audiences,
            Blockers blockers,
            BiPredicate<UserId, RoomId> looking,
            NotificationStore store,
            Pruner pruner,
            List<Channel> channels) {
        this.audiences = audiences;
        this.blockers = blockers;
        this.looking = looking;
        this.store = store;
        this.pruner = pruner;
        this.channels = List.copyOf(channels);
    }

    /** @return completes when all are in the lists; fails as UNAVAILABLE when some may not be: then do it again */
    Future<Void> handle(List<Event> events) {
        events.stream().filter(NotificationRules::changesAudience).forEach(event -> audiences.forget(event.roomId()));
        return audiencesOf(events).compose(known -> {
            var blocking = events.stream()
                    .map(event -> blockersOf(event, audience(known, event)))
                    .toList();
            return Future.join(blocking).compose(all -> insertAll(drafts(events, known, blocking)));
        });
    }

    /** Made as they are inserted, so that a batch for large groups is never in memory as a whole. */
    private Iterator<Draft> drafts(
            List<Event> events, Map<RoomId, Optional<Audience>> known, List<Future<Set<UserId>>> blocking) {
        return IntStream.range(0, events.size())
                .boxed()
                .flatMap(
                        i -> NotificationRules.drafts(
                                events.get(i),
                                audience(known, events.get(i)),
                                blocking.get(i).result(),
                                looking)
                                .stream())
                .iterator();
    }

    private static Optional<Audience> audience(Map<RoomId, Optional<Audience>> known, Event event) {
        return known.getOrDefault(event.roomId(), Optional.empty());
    }

    private Future<Set<UserId>> blockersOf(Event event, Optional<Audience> audience) {
        return audience.filter(known -> NotificationRules.needsBlockers(event, known))
                .map(known -> blockers.of(event.actor(), known))
                .orElse(Future.succeededFuture(Set.of()));
    }

    /** What was written there is gone for good, and with it what quotes it. */
    Future<Void> remove(List<MessagesRemoved> removed) {
        return removeAll(removed.stream()
                .flatMap(one -> one.messages().stream().map(message -> Draft.idOfEvent(one.roomId(), message.seq())))
                .toList());
    }

    private Future<Void> removeAll(List<String> events) {
        return store.deleteOfEvents(events, CHUNK)
                .compose(deleted -> deleted < CHUNK ? Future.succeededFuture() : removeAll(events));
    }

    private Future<Map<RoomId, Optional<Audience>>> audiencesOf(List<Event> events) {
        var known = new HashMap<RoomId, Optional<Audience>>();
        var asked = events.stream()
                .filter(NotificationRules::needsAudience)
                .map(Event::roomId)
                .distinct()
                .map(room -> audiences.of(room).onSuccess(audience -> known.put(room, audience)))
                .collect(Collectors.toList());
        return Future.join(asked).map(known);
    }

    private Future<Void> insertAll(Iterator<Draft> drafts) {
        var done = Promise.<Void>promise();
        insertAll(drafts, done);
        return done.future();
    }

    // One promise for all chunks: a chain of composed futures would complete as deep as it is long.
    private void insertAll(Iterator<Draft> drafts, Promise<Void> done) {
        var chunk = new ArrayList<Draft>(CHUNK);
        while (chunk.size() < CHUNK && drafts.hasNext()) {
            chunk.add(drafts.next());
        }
        if (chunk.isEmpty()) {
            done.complete();
        } else {
            insert(chunk).onComplete(inserted -> insertAll(drafts, done), done::fail);
        }
    }

    private Future<Void> insert(List<Draft> chunk) {
        return store.insert(chunk).map(inserted -> {
            var fresh = chunk.stream()
                    .filter(draft -> inserted.contains(draft.notification().id()))
                    .map(draft -> new Channel.Addressed(draft.userId(), draft.notification()))
                    .toList();
            if (!fresh.isEmpty()) {
                fresh.forEach(one -> pruner.touched(one.userId()));
                channels.forEach(channel -> deliver(channel, fresh));
            }
            return null;
        });
    }

    private static void deliver(Channel channel, List<Channel.Addressed> fresh) {
        channel.deliver(fresh)
                .onFailure(cause -> LOG.warn(
                        "not delivered channel={} notifications={} cause={}",
                        channel.name(),
                        fresh.size(),
                        cause.toString()));
    }
}
