package dev.parley.message.pipeline;

import dev.parley.broker.Broker;
import dev.parley.broker.Delivery;
import dev.parley.broker.Topology;
import dev.parley.message.store.DuplicateEventException;
import dev.parley.message.store.MongoFailures;
import dev.parley.message.store.RoomLog;
import dev.parley.model.trace.Spans;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of one partition's rooms, for as long as the broker delivers to it.
 *
 * <p><b>Invariant: one order.</b> A partition has one active consumer; it alone gives out seq for its rooms, one batch
 * after the other. The unique {@code _id} of an event makes a double owner harmless.
 *
 * <p><b>Invariant: stored is announced.</b> An intent is acknowledged only after {@code parley.events} has its events; one
 * that is delivered again publishes them again, whether it finds them stored, in part or in whole.
 *
 * <p><b>Invariant: acknowledged is durable.</b> The broker is acknowledged only after MongoDB has the events and
 * {@code parley.events} has been told, and {@link #ACK_AFTER_MS} later, so that what a power cut takes from a store that
 * flushes its disk now and then is delivered again.
 *
 * <p>Owned by the verticle's context.
 */
final class PartitionConsumer {
    /** Twice the time between two flushes of the embedded store to its disk. */
    static final long ACK_AFTER_MS = 1_000;

    /** Waiting, in work and not yet acknowledged: 2,000 in a second is more than the store takes of one partition. */
    private static final int PREFETCH = 2_000;

    /** Batches that are stored and not yet published: the next waits for them. */
    private static final int MAX_UNPUBLISHED = 4;

    /** How often an intent that the store refuses (not: cannot take now) is tried, alone, before it is given up. */
    private static final int MAX_TRIES = 3;

    private static final long BACKOFF_MS = 50;
    private static final long MAX_BACKOFF_MS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(PartitionConsumer.class);

    private final Vertx vertx;
    private final int partition;
    private final RoomLog log;
    private final BatchProcessor processor;
    private final Announcer announcer;
    private final EventPublisher publisher;
    private final PartitionMetrics metrics;
    private final Clock clock;
    private final Deque<List<Received>> alone = new ArrayDeque<>(); // bounded by a batch
    private final Deque<Received> waiting = new ArrayDeque<>(); // bounded by the prefetch
    private final Promise<Void> resting = Promise.promise(); // stopped, and nothing in work
    private OwnedRooms rooms;
    private Future<Void> published = Future.succeededFuture();
    private int unpublished;
    private boolean busy;
    private boolean stopped;
    private int generation; // of the broker's channel: what an older one delivered comes again
    private int cutShort = -1; // the generation of which a batch could not be published

    PartitionConsumer(
            Vertx vertx,
            int partition,
            RoomLog log,
            BatchProcessor processor,
            Announcer announcer,
            EventPublisher publisher,
            PartitionMetrics metrics,
            Clock clock) {
        this.vertx = vertx;
        this.partition = partition;
        this.log = log;
        this.processor = processor;
        this.announcer = announcer;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
        this.rooms = new OwnedRooms(log, clock);
    }

    Future<Void> start(Broker broker) {
        return broker.consume(Topology.roomsQueue(partition), PREFETCH, this::received, this::interrupted);
    }

    /** Takes nothing more; completes when what is in work is done and acknowledged, or stuck on a store that is away. */
    Future<Void> stop() {
        stopped = true;
        if (!busy) {
            resting.tryComplete();
        }
        return resting.future()
                .compose(rested -> published)
                .transform(done -> vertx.timer(ACK_AFTER_MS, TimeUnit.MILLISECONDS))
                .<Void>mapEmpty()
                .onComplete(over -> metrics.close());
    }

    private void received(Delivery delivery) {
        try {
            waiting.add(Received.of(delivery));
            metrics.held(1);
        } catch (RuntimeException e) {
            LOG.error(
                    "unreadable intent partition={} cause={}",
                    partition,
                    e.getClass().getSimpleName());
            delivery.reject("not a readable intent");
        }
        work();
    }

    /** Another consumer may own the rooms from here on, and may have changed them when we own them again. */
    private void interrupted() {
        generation++;
        waiting.clear();
        alone.clear();
        rooms = new OwnedRooms(log, clock);
        metrics.heldNothing();
        metrics.next(null);
    }

    private void work() {
        if (!busy) {
            metrics.next(alone.isEmpty() ? waiting.peek() : alone.peek().get(0));
        }
        if (busy || stopped || unpublished >= MAX_UNPUBLISHED || (waiting.isEmpty() && alone.isEmpty())) {
            return;
        }
        busy = true;
        attempt(alone.isEmpty() ? take() : alone.poll(), generation, 1);
    }

    /** What gathered while the last batch was in work: no waiting, and larger batches the busier it is. */
    private List<Received> take() {
        var batch = new ArrayList<Received>();
        while (!waiting.isEmpty() && batch.size() < BatchProcessor.MAX_BATCH) {
            batch.add(waiting.poll());
        }
        return batch;
    }

    private void attempt(List<Received> received, int born, int attempt) {
        long begun = System.nanoTime();
        var spans = Spans.areOn() ? begin(received) : List.<Spans.End>of();
        processor
                .process(rooms, received)
                .onComplete(stored -> spans.forEach(span -> span.end(stored.cause())))
                .onSuccess(batch -> metrics.committed(batch, System.nanoTime() - begun))
                .onComplete(batch -> done(received, born, batch), cause -> failed(received, born, attempt, cause));
    }

    /** A message has its own, though the store is asked for all of the batch at once. */
    private List<Spans.End> begin(List<Received> received) {
        return received.stream()
                .map(one -> Spans.consumed(
                        Topology.roomsQueue(partition), one.delivery().headers(), "store"))
                .filter(Objects::nonNull)
                .toList();
    }

    private void done(List<Received> received, int born, Batch batch) {
        batch.impossible().forEach(one -> one.delivery().reject("no rule can be applied to it"));
        announcer.announce(batch);
        unpublished++;
        var announced = metrics.unannounced(batch.published());
        published = published
                .transform(before -> publish(batch, born))
                .onSuccess(taken -> ackLate(received, born))
                .onComplete(settled -> {
                    announced.run();
                    unpublished--;
                    work();
                })
                .recover(delivered -> Future.succeededFuture()); // comes again: see wanted
        next();
    }

    private Future<Void> publish(Batch batch, int born) {
        // Acknowledging is in bulk: it would take those along that could not be published before.
        return cutShort == born
                ? Future.failedFuture("what came before it has not been published")
                : publisher
                        .publish(batch.published(), () -> born == generation && !stopped)
                        .onFailure(cause -> cutShort = born);
    }

    private void next() {
        busy = false;
        if (stopped) {
            resting.tryComplete();
        }
        work();
    }

    private void ackLate(List<Received> received, int born) {
        var last = received.get(received.size() - 1).delivery();
        vertx.setTimer(ACK_AFTER_MS, late -> {
            last.ackUpTo();
            settled(received.size(), born);
        });
    }

    /** What came on an older channel is counted as gone since that was. */
    private void settled(int count, int born) {
        if (born == generation) {
            metrics.held(-count);
        }
    }

    private void failed(List<Received> received, int born, int attempt, Throwable cause) {
        if (born != generation || stopped) {
            next(); // it comes again, to us or to another
            return;
        }
        metrics.failed();
        LOG.warn(
                "batch failed partition={} size={} attempt={} cause={}",
                partition,
                received.size(),
                attempt,
                cause.toString());
        if (MongoFailures.isPassing(cause) || cause instanceof DuplicateEventException || attempt < MAX_TRIES) {
            // For ever: going on without it would lose it or change its order. The queue waits, bounded by the
            // prefetch.
            vertx.setTimer(backoff(attempt), again -> attempt(received, born, attempt + 1));
        } else if (received.size() > 1) {
            received.forEach(one -> alone.add(List.of(one)));
            next();
        } else {
            giveUp(received.get(0), born);
        }
    }

    private void giveUp(Received received, int born) {
        LOG.error(
                "given up partition={} intent={}", partition, received.intent().id());
        received.delivery().reject("the store refuses it");
        announcer.announceGivenUp(received.intent());
        metrics.givenUp();
        settled(1, born);
        next();
    }

    private static long backoff(int attempt) {
        return Math.min(MAX_BACKOFF_MS, BACKOFF_MS << Math.min(attempt - 1, 10));
    }
}
