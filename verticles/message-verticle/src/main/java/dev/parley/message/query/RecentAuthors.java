package dev.parley.message.query;

import dev.parley.message.access.ExpiringCache;
import dev.parley.message.room.StoredEvent;
import dev.parley.message.store.RoomReads;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.log.OwnContext;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Message;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Who wrote what was written last: what this node stores it knows, the rest is read once. Owned by the verticle's context. */
final class RecentAuthors {
    /** Places looked back at: whoever wrote further back learns of a receipt when they next ask for the members. */
    private static final int REACH = 16;

    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final int KEPT = 50_000;

    private record Place(RoomId room, long seq) {}

    private final RoomReads reads;

    /** Empty where no message is. */
    private final ExpiringCache<Place, Optional<UserId>> authors;

    private final Map<Place, Future<Void>> reading = new HashMap<>(); // bounded by the requests under way

    RecentAuthors(RoomReads reads, Clock clock) {
        this.reads = reads;
        this.authors = new ExpiringCache<>(clock, LIFETIME, KEPT);
    }

    void committed(List<StoredEvent> events) {
        events.forEach(stored -> remember(stored.event()));
    }

    /** The authors of the messages after {@code after}, up to and with {@code upTo}; of the last {@link #REACH} places. */
    Future<Set<UserId>> between(RoomId room, long after, long upTo) {
        long from = Math.max(after, upTo - REACH) + 1;
        boolean known = LongStream.rangeClosed(from, upTo).allMatch(seq -> authors.get(new Place(room, seq)) != null);
        return (known ? Future.<Void>succeededFuture() : read(room, upTo)).map(there -> {
            var found = new LinkedHashSet<UserId>();
            for (long seq = from; seq <= upTo; seq++) {
                var author = authors.get(new Place(room, seq));
                if (author != null) {
                    author.ifPresent(found::add);
                }
            }
            return found;
        });
    }

    /** Members send their receipts of a message at the same time: it is read once for all of them. */
    private Future<Void> read(RoomId room, long upTo) {
        var key = new Place(room, upTo);
        var underWay = reading.get(key);
        if (underWay != null) {
            return OwnContext.of(underWay);
        }
        long from = Math.max(1, upTo - REACH + 1);
        var read = reads.events(room, from, upTo).<Void>map(events -> {
            LongStream.rangeClosed(from, upTo).forEach(seq -> authors.put(new Place(room, seq), Optional.empty()));
            events.forEach(logged -> remember(logged.stored().event()));
            return null;
        });
        reading.put(key, read);
        return read.onComplete(done -> reading.remove(key));
    }

    private void remember(Event event) {
        var author = event.data() instanceof Message ? Optional.of(event.actor()) : Optional.<UserId>empty();
        authors.put(new Place(event.roomId(), event.seq()), author);
    }
}
