package dev.parley.message.store;

import dev.parley.model.log.OwnContext;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Documents of one collection by their ids. A read begins at once unless {@value #MOST_UNDER_WAY} are under way; what is
 * asked then is gathered, and read together when one of them is done: ten thousand who come back at once cost some dozens
 * of reads, and leave connections to those who write.
 *
 * <p>No answer is older than its question. Owned by the verticle's context; what may wait is bounded by the requests under
 * way.
 */
final class GatheredReads {
    /** With three collections that are read so, 8 of the 32 connections are left. */
    static final int MOST_UNDER_WAY = 8;

    /** A longer question is a read of its own. */
    private static final int MOST_GATHERED = 500;

    private final Function<Collection<String>, Future<List<JsonObject>>> read;
    private final Deque<Question> waiting = new ArrayDeque<>();
    private int underWay;

    /** @param read gives those that there are, in no order; has to end in a bounded time */
    GatheredReads(Function<Collection<String>, Future<List<JsonObject>>> read) {
        this.read = read;
    }

    private record Question(Set<String> ids, Promise<List<JsonObject>> answer) {}

    /** Those that there are, in no order. They may be shared: not to be changed. */
    Future<List<JsonObject>> find(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        var question = new Question(new LinkedHashSet<>(ids), Promise.promise());
        waiting.add(question);
        if (underWay < MOST_UNDER_WAY) {
            begin();
        }
        return OwnContext.of(question.answer.future());
    }

    private void begin() {
        var together = new ArrayList<Question>();
        var ids = new LinkedHashSet<String>();
        for (var next = waiting.peek();
                next != null && (together.isEmpty() || ids.size() + next.ids.size() <= MOST_GATHERED);
                next = waiting.peek()) {
            together.add(waiting.remove());
            ids.addAll(next.ids);
        }
        underWay++;
        read.apply(ids).onComplete(found -> {
            underWay--;
            if (!waiting.isEmpty()) {
                begin();
            }
            answer(together, found);
        });
    }

    private static void answer(List<Question> together, AsyncResult<List<JsonObject>> found) {
        if (found.failed()) {
            together.forEach(question -> question.answer.fail(found.cause()));
            return;
        }
        if (together.size() == 1) {
            together.get(0).answer.complete(found.result());
            return;
        }
        var byId = new HashMap<String, JsonObject>();
        found.result().forEach(document -> byId.put(document.getString(Names.ID), document));
        together.forEach(question -> question.answer.complete(
                question.ids.stream().map(byId::get).filter(Objects::nonNull).toList()));
    }
}
