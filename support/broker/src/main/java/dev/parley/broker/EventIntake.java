package dev.parley.broker;

import dev.parley.model.bus.Json;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.MessagesRemoved;
import dev.parley.model.rooms.StoredEvents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the {@link StoredEvents} of a queue through the handler, a batch at a time, and acknowledges them when that is
 * done. What fails for a passing reason is tried again, with growing pauses and for as long as it takes, and holds up what comes behind it;
 * what can never be done goes to the dead letters.
 *
 * <p>Owned by the context that made it.
 */
public final class EventIntake {
    private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);

    static final long FIRST_PAUSE_MS = 100;
    static final long LONGEST_PAUSE_MS = 5_000;

    /** A batch takes no further delivery once it has this many events. */
    private static final int BATCH_EVENTS = 200;

    private final Vertx vertx;
    private final String queue;
    private final int prefetch;
    private final Function<List<Event>, Future<Void>> handler;
    private final Function<List<MessagesRemoved>, Future<Void>> remover;
    private final IntakeMetrics metrics;
    private final Deque<Readable> waiting = new ArrayDeque<>();
    private boolean working;
    private boolean stopped;

    /**
     * @param queue one that is bound to {@link Topology#EVENTS_EXCHANGE}
     * @param prefetch how many deliveries the broker leaves unsettled at most
     * @param handler given the events in the queue's order; must do nothing more for one that it has had before. Fails
     *     with UNAVAILABLE for a passing reason
     * @param remover given what is to be forgotten, after the events that came before it; the same holds for it
     */
    public EventIntake(
            Vertx vertx,
            String queue,
            int prefetch,
            Function<List<Event>, Future<Void>> handler,
            Function<List<MessagesRemoved>, Future<Void>> remover,
            Metrics metrics) {
        this.vertx = vertx;
        this.queue = queue;
        this.prefetch = prefetch;
        this.handler = handler;
        this.remover = remover;
        this.metrics = new IntakeMetrics(metrics, queue);
    }

    /** Consumes from now on. */
    public Future<Void> start(Broker broker) {
        return broker.consume(queue, prefetch, this::take).mapEmpty();
    }

    void take(Delivery delivery) {
        StoredEvents stored;
        try {
            stored = Json.decode(delivery.body().getBytes(), StoredEvents.class);
        } catch (IllegalArgumentException unreadable) {
            reject(delivery, "not readable as StoredEvents", unreadable);
            return;
        }
        waiting.add(new Readable(delivery, stored.events(), stored.removed()));
        if (waiting.size() > prefetch) {
            // Only after a reconnect: the oldest came on the connection before and are delivered again.
            waiting.removeFirst();
        }
        metrics.waiting(waiting.size());
        work();
    }

    /** Gives up what is under way; the broker delivers it to somebody else. */
    public void stop() {
        stopped = true;
        waiting.clear();
        metrics.waiting(0);
    }

    private void work() {
        if (working || waiting.isEmpty() || stopped) {
            return;
        }
        working = true;
        handle(nextBatch()).onComplete(done -> {
            working = false;
            work();
        });
    }

    private List<Readable> nextBatch() {
        var batch = new ArrayList<Readable>();
        for (int events = 0; events < BATCH_EVENTS && !waiting.isEmpty(); ) {
            var next = waiting.removeFirst();
            batch.add(next);
            events += next.size();
        }
        metrics.waiting(waiting.size());
        return batch;
    }

    private Future<Void> handle(List<Readable> batch) {
        var done = Promise.<Void>promise();
        handle(batch, FIRST_PAUSE_MS, done);
        return done.future();
    }

    // One promise for all attempts: in a long outage a chain of composed futures would grow without end.
    private void handle(List<Readable> batch, long pauseMs, Promise<Void> done) {
        if (stopped) {
            done.complete();
            return;
        }
        attempt(batch)
                .onComplete(
                        handled -> {
                            batch.forEach(one -> {
                                metrics.handled(one.events);
                                one.delivery.ack();
                            });
                            done.complete();
                        },
                        cause -> failed(batch, pauseMs, done, cause));
    }

    private void failed(List<Readable> batch, long pauseMs, Promise<Void> done, Throwable cause) {
        if (isPassing(cause)) {
            metrics.retried();
            LOG.warn(
                    "handling later queue={} deliveries={} pauseMs={} cause={}",
                    queue,
                    batch.size(),
                    pauseMs,
                    cause.getMessage());
            vertx.setTimer(pauseMs, again -> handle(batch, Math.min(pauseMs * 2, LONGEST_PAUSE_MS), done));
        } else if (batch.size() > 1) {
            oneByOne(batch).onComplete(done);
        } else {
            reject(batch.get(0).delivery, "cannot be processed", cause);
            done.complete();
        }
    }

    private Future<Void> attempt(List<Readable> batch) {
        try {
            var removed = batch.stream().flatMap(one -> one.removed.stream()).toList();
            var handled = handler.apply(
                    batch.stream().flatMap(one -> one.events.stream()).toList());
            return removed.isEmpty() ? handled : handled.compose(done -> remover.apply(removed));
        } catch (RuntimeException bug) {
            return Future.failedFuture(bug);
        }
    }

    /** Finds the one that is at fault, so that the others do not share its fate. */
    private Future<Void> oneByOne(List<Readable> batch) {
        Future<Void> before = Future.succeededFuture();
        for (var one : batch) {
            before = before.compose(done -> handle(List.of(one)));
        }
        return before;
    }

    private static boolean isPassing(Throwable cause) {
        return cause instanceof FailureException refused && refused.failure().code() == FailureCode.UNAVAILABLE;
    }

    /** Neither the log nor the dead letter's cause quotes the content, as messages of exceptions may. */
    private void reject(Delivery delivery, String what, Throwable cause) {
        var kind = cause.getCause() == null ? cause : cause.getCause();
        var why = what + ": " + kind.getClass().getSimpleName();
        LOG.error("dead letter queue={} cause={} at={}", queue, why, where(kind));
        delivery.reject(why);
    }

    private static String where(Throwable cause) {
        return Arrays.stream(cause.getStackTrace()).limit(5).toList().toString();
    }

    private record Readable(Delivery delivery, List<Event> events, List<MessagesRemoved> removed) {
        int size() {
            return events.size()
                    + removed.stream().mapToInt(one -> one.messages().size()).sum();
        }
    }
}
