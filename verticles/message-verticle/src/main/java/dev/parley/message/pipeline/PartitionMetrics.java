package dev.parley.message.pipeline;

import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Level;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.Event;
import java.time.Clock;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** What is measured of one partition. Written by the verticle's context. */
final class PartitionMetrics {
    private static final long NONE = Long.MAX_VALUE;

    private final PipelineMetrics pipeline;
    private final Clock clock;
    private final Level unsettled;
    private final Level unannounced;
    private final Runnable forgetOldest;
    private final Runnable forgetWaiting;

    /** When each batch that is stored and not published yet was handed over, {@link System#nanoTime}; bounded as they are. */
    private final Deque<Long> waitingSince = new ConcurrentLinkedDeque<>();

    /** When the oldest intent that is not stored was taken by a gateway, epoch ms. */
    private volatile long oldestAt = NONE;

    PartitionMetrics(PipelineMetrics pipeline, Metrics metrics, String partition, Clock clock) {
        this.pipeline = pipeline;
        this.clock = clock;
        this.unsettled = metrics.level(Instrument.MESSAGE_UNSETTLED, partition);
        this.unannounced = metrics.level(Instrument.MESSAGE_UNANNOUNCED, partition);
        this.forgetWaiting = metrics.largest(Instrument.MESSAGE_UNANNOUNCED_OLDEST, this::waitingSeconds, partition);
        this.forgetOldest = metrics.largest(Instrument.MESSAGE_OLDEST, this::oldestSeconds, partition);
    }

    private double oldestSeconds() {
        long at = oldestAt;
        // A gateway's clock may be ahead of ours.
        return at == NONE ? 0 : Math.max(0, (clock.millis() - at) / 1000.0);
    }

    private double waitingSeconds() {
        var since = waitingSince.peek();
        return since == null ? 0 : (System.nanoTime() - since) / 1e9;
    }

    /**
     * @param events stored, and not with {@code parley.events} yet
     * @return to be run once they are, or are left to whoever gets their intents again; in the order of the calls
     */
    Runnable unannounced(Collection<Event> events) {
        int count = events.size();
        unannounced.add(count);
        waitingSince.add(System.nanoTime());
        return () -> {
            unannounced.add(-count);
            waitingSince.poll();
        };
    }

    void held(int change) {
        unsettled.add(change);
    }

    /** Nothing of what was held is ours any more. */
    void heldNothing() {
        unsettled.set(0);
    }

    /** @param first the one to be stored next, or null if there is none */
    void next(@Nullable Received first) {
        oldestAt = first == null ? NONE : first.intent().at().toEpochMilli();
    }

    void committed(Batch batch, long nanos) {
        pipeline.committed(batch, nanos);
    }

    void failed() {
        pipeline.failed();
    }

    void givenUp() {
        pipeline.givenUp();
    }

    void close() {
        heldNothing();
        next(null);
        forgetOldest.run();
        forgetWaiting.run();
    }
}
