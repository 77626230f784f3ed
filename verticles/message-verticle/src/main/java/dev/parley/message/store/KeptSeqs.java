package dev.parley.message.store;

import dev.parley.model.id.RoomId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Which events are left before a log's start. That part of a log is no longer dense: walking through it would cost what
 * has been removed. A document names those of {@link #BLOCK} seqs, so that reading them is by exact key too.
 */
final class KeptSeqs {
    /** With nothing but people who come and go, some 100 KB. */
    static final long BLOCK = 10_000;

    /** Of a look: a million seqs, most of which name nothing. */
    private static final int BLOCKS_AT_ONCE = 100;

    private static final String SEQS = "seqs";

    private final Mongo mongo;

    KeptSeqs(Mongo mongo) {
        this.mongo = mongo;
    }

    /** Remembers them. Again changes nothing. */
    Future<Void> add(RoomId room, List<Long> seqs) {
        Map<Long, JsonArray> blocks = new TreeMap<>();
        seqs.forEach(seq ->
                blocks.computeIfAbsent(seq / BLOCK, block -> new JsonArray()).add(seq));
        var updates = new ArrayList<BulkOperation>();
        blocks.forEach((block, list) -> updates.add(BulkOperation.createUpdate(
                        new JsonObject().put(Names.ID, Names.eventId(room, block)),
                        new JsonObject()
                                .put("$addToSet", new JsonObject().put(SEQS, new JsonObject().put("$each", list))))
                .setUpsert(true)));
        return mongo.write(Names.KEPT, updates);
    }

    /** The first {@code limit} of {@code from} to {@code to}, both included, in order. */
    Future<List<Long>> between(RoomId room, long from, long to, int limit) {
        return from > to || limit <= 0
                ? Future.succeededFuture(List.of())
                : collect(room, from, to, limit, from / BLOCK, new ArrayList<>());
    }

    private Future<List<Long>> collect(RoomId room, long from, long to, int limit, long block, List<Long> found) {
        if (block > to / BLOCK || found.size() >= limit) {
            return Future.succeededFuture(found.subList(0, Math.min(limit, found.size())));
        }
        long next = Math.min(block + BLOCKS_AT_ONCE, to / BLOCK + 1);
        var ids = LongStream.range(block, next)
                .mapToObj(number -> Names.eventId(room, number))
                .toList();
        return mongo.findAll(Names.KEPT, Names.ID, ids).compose(documents -> {
            documents.stream()
                    .flatMap(document -> document.getJsonArray(SEQS).stream())
                    .map(seq -> ((Number) seq).longValue())
                    .filter(seq -> seq >= from && seq <= to)
                    .sorted()
                    .forEach(found::add);
            return collect(room, from, to, limit, next, found);
        });
    }
}
