package dev.parley.message.store;

import dev.parley.message.room.LogStart;
import dev.parley.model.id.RoomId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.util.List;

/**
 * What is done to a log to cut it. Every step changes nothing when it is done again, late, or by two at once. Answers
 * within the contract's 2 s or fails with UNAVAILABLE; what was not answered may be done all the same.
 */
public final class RetentionStore {
    /** Keys of one write. */
    private static final int AT_ONCE = 500;

    private final Mongo mongo;
    private final KeptSeqs kept;

    public RetentionStore(Mongo mongo) {
        this.mongo = mongo;
        this.kept = new KeptSeqs(mongo);
    }

    /** Remembers that these stay, before what is around them goes. */
    public Future<Void> keep(RoomId room, List<Long> seqs) {
        return MongoFailures.orUnavailable(kept.add(room, seqs));
    }

    /** Takes the text out of these edits; they stay, as what makes the log dense. */
    public Future<Void> empty(RoomId room, List<Long> edits) {
        if (edits.isEmpty()) {
            return Future.succeededFuture();
        }
        var now = edits.subList(0, Math.min(AT_ONCE, edits.size()));
        var update = BulkOperation.createUpdate(
                        among(room, now),
                        new JsonObject().put("$set", new JsonObject().putNull(EventDocuments.CONTENT)))
                .setMulti(true);
        return MongoFailures.orUnavailable(mongo.write(Names.EVENTS, List.of(update)))
                .compose(done -> empty(room, edits.subList(now.size(), edits.size())));
    }

    /** @param seqs at most some hundreds. @return how many were there */
    public Future<Long> remove(RoomId room, List<Long> seqs) {
        return seqs.isEmpty()
                ? Future.succeededFuture(0L)
                : MongoFailures.orUnavailable(mongo.remove(Names.EVENTS, among(room, seqs)));
    }

    /** The log begins there, or later. */
    public Future<Void> start(RoomId room, LogStart start) {
        var update = BulkOperation.createUpdate(
                new JsonObject().put(Names.ID, room.value()), new JsonObject().put("$max", RoomDocuments.of(start)));
        return MongoFailures.orUnavailable(mongo.write(Names.HEADS, List.of(update)));
    }

    private static JsonObject among(RoomId room, List<Long> seqs) {
        var ids = new JsonArray();
        seqs.forEach(seq -> ids.add(Names.eventId(room, seq)));
        return new JsonObject().put(Names.ID, new JsonObject().put("$in", ids));
    }
}
