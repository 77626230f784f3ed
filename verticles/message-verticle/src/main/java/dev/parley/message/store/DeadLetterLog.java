package dev.parley.message.store;

import dev.parley.model.deadletter.DeadLetterAction;
import dev.parley.model.deadletter.DeadLetterActions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What operators did with dead letters: {@code _id} is the entry's number, so that a page is a list of exact keys, and
 * {@code head} counts. Answers within the contract's 2 s or fails with UNAVAILABLE.
 */
public final class DeadLetterLog {
    private static final String HEAD = "head";
    private static final String LAST = "last";

    private final Mongo mongo;

    public DeadLetterLog(Mongo mongo) {
        this.mongo = mongo;
    }

    /**
     * Appends them in order. Numbers that were taken for entries that could not be written stay unused.
     *
     * @param entries each makes itself of its number
     */
    public Future<Void> append(List<LongFunction<DeadLetterAction>> entries) {
        if (entries.isEmpty()) {
            return Future.succeededFuture();
        }
        return MongoFailures.orUnavailable(mongo.add(Names.DEAD_LETTER_ACTIONS, HEAD, LAST, entries.size())
                .compose(last -> {
                    long first = last - entries.size() + 1;
                    return mongo.write(
                            Names.DEAD_LETTER_ACTIONS,
                            IntStream.range(0, entries.size())
                                    .mapToObj(i -> insert(entries.get(i).apply(first + i)))
                                    .toList());
                }));
    }

    private static BulkOperation insert(DeadLetterAction action) {
        return BulkOperation.createInsert(Documents.of(action).put(Names.ID, Long.toString(action.number())));
    }

    /** @param before only those with a smaller number */
    public Future<DeadLetterActions> list(long before, int limit) {
        return MongoFailures.orUnavailable(mongo.findAll(Names.DEAD_LETTER_ACTIONS, Names.ID, List.of(HEAD))
                .compose(head -> {
                    long last = head.isEmpty() ? 0 : head.get(0).getLong(LAST, 0L);
                    long to = Math.min(last, before - 1);
                    long from = Math.max(1, to - limit + 1);
                    var ids = LongStream.rangeClosed(from, to)
                            .mapToObj(Long::toString)
                            .toList();
                    return mongo.findAll(Names.DEAD_LETTER_ACTIONS, Names.ID, ids)
                            .map(found -> new DeadLetterActions(newestFirst(found), from > 1 ? from : null));
                }));
    }

    private static List<DeadLetterAction> newestFirst(List<JsonObject> documents) {
        return documents.stream()
                .map(document -> Documents.read(document, DeadLetterAction.class))
                .sorted(Comparator.comparingLong(DeadLetterAction::number).reversed())
                .toList();
    }
}
