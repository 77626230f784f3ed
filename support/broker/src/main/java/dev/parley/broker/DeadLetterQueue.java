package dev.parley.broker;

import com.rabbitmq.client.ConnectionFactory;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Topology#DEAD_QUEUE} as operators go through it: one at a time in the whole cluster. The queue is the store; what
 * is looked at stays where it was, whatever happens meanwhile.
 */
public final class DeadLetterQueue {
    /** What to do with one. */
    public enum Step {
        PASS,
        /** Settle it, in a batch with others, and walk on. */
        TAKE,
        /** Settle it and end. */
        TAKE_LAST,
        /** Leave it where it is and end. */
        STOP
    }

    /**
     * A walk that is over.
     *
     * @param total how many there were when it began
     * @param complete whether all of them were looked at; false if it was stopped or its time was over
     */
    public record Walk(long total, boolean complete) {}

    /** Settled at once; their bodies are in memory meanwhile. */
    private static final int BATCH = 100;

    private static final int BATCH_BYTES = 4 << 20;
    private static final long SETTLE_WITHIN_S = 5;
    private static final long ASK_AGAIN_MS = 500;

    /** How often someone else is waited for. */
    private static final int PATIENCE = 4;

    private static final Failure BUSY =
            Failure.of(FailureCode.UNAVAILABLE, "Somebody else goes through the dead letters: try again in a moment");
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterQueue.class);

    private final Vertx vertx;
    private final String name;
    private final ConnectionFactory factory;
    private final WorkerExecutor walker;

    /** @param name of its connections, as the broker's own tools show them */
    public DeadLetterQueue(Vertx vertx, BrokerConfig config, String name) {
        this.vertx = vertx;
        this.name = name + "-dead-letters";
        this.factory = Link.factory(config, this.name);
        this.walker = vertx.createSharedWorkerExecutor("broker-" + this.name, 1, 10, TimeUnit.MINUTES);
    }

    /**
     * Walks through them, the oldest first, as far as they were there when it began.
     *
     * @param look decides about each; called on a thread of ours, one call after the other
     * @param settle does with those that were taken what has to be done before they leave the queue, and tells for which
     *     it is done: the others stay. After a crash it may be asked again for what it has done
     * @param within how long it may take; then it ends where it is, with what was settled by then
     * @return fails with UNAVAILABLE if the broker is away or someone else walks, and as {@code settle} fails
     */
    public Future<Walk> walk(
            Function<DeadMessage, Step> look,
            Function<List<DeadMessage>, Future<List<DeadMessage>>> settle,
            Duration within) {
        return walk(look, settle, within, PATIENCE);
    }

    private Future<Walk> walk(
            Function<DeadMessage, Step> look,
            Function<List<DeadMessage>, Future<List<DeadMessage>>> settle,
            Duration within,
            int patience) {
        return walker.executeBlocking(() -> walkUnlessBusy(look, settle, within))
                .compose(walk -> {
                    if (walk.isPresent()) {
                        return Future.succeededFuture(walk.get());
                    }
                    return patience == 0
                            ? Future.failedFuture(BUSY.asException())
                            : vertx.timer(ASK_AGAIN_MS, TimeUnit.MILLISECONDS)
                                    .compose(again -> walk(look, settle, within, patience - 1));
                });
    }

    /** @return empty if someone else walks */
    private Optional<Walk> walkUnlessBusy(
            Function<DeadMessage, Step> look,
            Function<List<DeadMessage>, Future<List<DeadMessage>>> settle,
            Duration within)
            throws InterruptedException {
        try (var visit = DeadLetterVisit.open(factory, name)) {
            return visit == null
                    ? Optional.empty()
                    : Optional.of(walk(visit, look, settle, System.nanoTime() + within.toNanos()));
        } catch (IOException | TimeoutException e) {
            LOG.warn("dead letters unreachable cause={}", e.toString());
            throw Failure.unavailable("The message broker").asException();
        }
    }

    private static Walk walk(
            DeadLetterVisit visit,
            Function<DeadMessage, Step> look,
            Function<List<DeadMessage>, Future<List<DeadMessage>>> settle,
            long deadline)
            throws IOException, InterruptedException, TimeoutException {
        var taken = new ArrayList<DeadLetterVisit.Held>();
        long bytes = 0;
        boolean stopped = false;
        DeadLetterVisit.@Nullable Held next = null;
        for (long seen = 0; seen < visit.total() && !stopped; seen++) {
            next = visit.next(deadline);
            if (next == null) {
                stopped = true;
                break;
            }
            var step = look.apply(next.message());
            stopped = step == Step.STOP || step == Step.TAKE_LAST;
            if (step == Step.TAKE || step == Step.TAKE_LAST) {
                taken.add(next);
                bytes += next.message().body().length();
            }
            if (taken.size() >= BATCH || bytes >= BATCH_BYTES) {
                settle(visit, taken, settle);
                bytes = 0;
            }
        }
        settle(visit, taken, settle);
        return new Walk(visit.total(), !stopped);
    }

    private static void settle(
            DeadLetterVisit visit,
            List<DeadLetterVisit.Held> taken,
            Function<List<DeadMessage>, Future<List<DeadMessage>>> settle)
            throws IOException, InterruptedException, TimeoutException {
        if (taken.isEmpty()) {
            return;
        }
        var done = Collections.newSetFromMap(new IdentityHashMap<DeadMessage, Boolean>());
        done.addAll(await(
                settle.apply(taken.stream().map(DeadLetterVisit.Held::message).toList())));
        for (var held : taken) {
            if (done.contains(held.message())) {
                visit.ack(held);
            }
        }
        taken.clear();
    }

    private static <T> T await(Future<T> future) throws InterruptedException, TimeoutException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SETTLE_WITHIN_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FailureException expected) {
                throw expected;
            }
            throw new IllegalStateException("dead letters could not be settled", e.getCause());
        }
    }

    public Future<Void> close() {
        return walker.close();
    }
}
