package dev.parley.message.store;

import dev.parley.message.room.Head;
import dev.parley.message.room.RoomRecord;
import dev.parley.model.id.Id;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What queries read. Every one answers within the contract's 2 s or fails with UNAVAILABLE. Whoever reads a head and then
 * events up to its lastSeq misses none: <b>Invariant: committed is complete</b>, see {@link RoomLog#commit}.
 */
public final class RoomReads {
    private final Mongo mongo;
    private final KeptSeqs kept;
    private final GatheredReads states;
    private final GatheredReads heads;
    private final GatheredReads belongings;

    public RoomReads(Mongo mongo) {
        this.mongo = mongo;
        this.kept = new KeptSeqs(mongo);
        this.states = byId(Names.ROOMS);
        this.heads = byId(Names.HEADS);
        this.belongings = byId(Names.USER_ROOMS);
    }

    private GatheredReads byId(String collection) {
        return new GatheredReads(ids -> MongoFailures.orUnavailable(mongo.findAll(collection, Names.ID, ids)));
    }

    public Future<Map<RoomId, RoomRecord>> rooms(Collection<RoomId> ids) {
        return byRoom(states, ids).map(documents -> {
            var rooms = new HashMap<RoomId, RoomRecord>();
            documents.forEach(document -> {
                var room = RoomDocuments.readState(document);
                if (room != null) {
                    rooms.put(room.id(), room);
                }
            });
            return rooms;
        });
    }

    /** The heads of those that have one. */
    public Future<Map<RoomId, Head>> heads(Collection<RoomId> ids) {
        return byRoom(heads, ids).map(documents -> {
            var heads = new HashMap<RoomId, Head>();
            documents.forEach(
                    document -> heads.put(new RoomId(document.getString(Names.ID)), RoomDocuments.readHead(document)));
            return heads;
        });
    }

    public Future<Head> head(RoomId id) {
        return heads(List.of(id)).map(heads -> heads.getOrDefault(id, Head.EMPTY));
    }

    /** The rooms the user is or was in, in the order they first joined. */
    public Future<Map<RoomId, Belonging>> belongings(UserId user) {
        return MongoFailures.orUnavailable(belongings.find(List.of(user.value())))
                .map(documents -> {
                    var belongings = new LinkedHashMap<RoomId, Belonging>();
                    documents.forEach(document -> {
                        var rooms = document.getJsonObject("rooms");
                        rooms.fieldNames()
                                .forEach(room -> belongings.put(
                                        new RoomId(room), BelongingDocuments.read(rooms.getJsonObject(room))));
                    });
                    return belongings;
                });
    }

    /** The next rooms in the order of their ids; {@code after} null: from the first. */
    public Future<List<RoomId>> roomsAfter(@Nullable RoomId after, int limit) {
        return MongoFailures.orUnavailable(mongo.idsAfter(Names.HEADS, after == null ? "" : after.value(), limit))
                .map(ids -> ids.stream().map(RoomId::new).toList());
    }

    /** Events {@code from} to {@code to}, both included, in seq order; unused seqs are left out. */
    public Future<List<LoggedEvent>> events(RoomId room, long from, long to) {
        return events(room, LongStream.rangeClosed(from, to).boxed().toList());
    }

    /** The events at these places, in seq order. */
    public Future<List<LoggedEvent>> events(RoomId room, Collection<Long> seqs) {
        return events(Map.of(room, seqs));
    }

    /** The events at these places of several rooms, each room's in seq order. */
    public Future<List<LoggedEvent>> events(Map<RoomId, ? extends Collection<Long>> places) {
        var ids = places.entrySet().stream()
                .flatMap(place -> place.getValue().stream().map(seq -> Names.eventId(place.getKey(), seq)))
                .toList();
        return MongoFailures.orUnavailable(mongo.findAll(Names.EVENTS, Names.ID, ids))
                .map(documents -> documents.stream()
                        .map(EventDocuments::read)
                        .sorted(Comparator.comparingLong(
                                logged -> logged.stored().event().seq()))
                        .toList());
    }

    /** What is left before the log's start: the first {@code limit} seqs of {@code from} to {@code to}, in order. */
    public Future<List<Long>> keptSeqs(RoomId room, long from, long to, int limit) {
        return MongoFailures.orUnavailable(kept.between(room, from, to, limit));
    }

    /** When the events at these places were stored; those that are there. */
    public Future<Map<RoomId, Instant>> times(Map<RoomId, Long> places) {
        var ids = places.entrySet().stream()
                .map(place -> Names.eventId(place.getKey(), place.getValue()))
                .toList();
        var fields = new JsonObject().put("roomId", 1).put("at", 1);
        return MongoFailures.orUnavailable(mongo.findAll(Names.EVENTS, Names.ID, ids, fields))
                .map(documents -> {
                    var times = new HashMap<RoomId, Instant>();
                    documents.forEach(document -> times.put(
                            new RoomId(document.getString("roomId")), Instant.parse(document.getString("at"))));
                    return times;
                });
    }

    /** How many days these rooms keep what is written in them; those without a wish of their own have an empty one. */
    public Future<Map<RoomId, Optional<Integer>>> retentionDays(Collection<RoomId> rooms) {
        var ids = rooms.stream().map(RoomId::value).toList();
        var field = new JsonObject().put(RoomDocuments.STATE + "." + RoomDocuments.RETENTION, 1);
        return MongoFailures.orUnavailable(mongo.findAll(Names.ROOMS, Names.ID, ids, field))
                .map(documents -> {
                    var days = new HashMap<RoomId, Optional<Integer>>();
                    documents.forEach(document -> days.put(
                            new RoomId(document.getString(Names.ID)),
                            Optional.ofNullable(RoomDocuments.readRetentionDays(document))));
                    return days;
                });
    }

    /** The message.created events of these messages. */
    public Future<List<LoggedEvent>> messages(Collection<MessageId> messages) {
        var keys = messages.stream().map(MessageId::value).toList();
        return MongoFailures.orUnavailable(mongo.findAll(Names.EVENTS, Names.KEY, keys))
                .map(documents -> documents.stream().map(EventDocuments::read).toList());
    }

    private static Future<List<JsonObject>> byRoom(GatheredReads reads, Collection<RoomId> ids) {
        return MongoFailures.orUnavailable(
                reads.find(ids.stream().map(Id::value).toList()));
    }
}
