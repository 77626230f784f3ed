package dev.parley.message.pipeline;

import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Level;
import dev.parley.model.metrics.Metrics;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What is measured of one partition. Written by the verticle's context. */
final class PartitionMetrics {
    private static final long NONE = Long.MAX_VALUE;

    private final PipelineMetrics pipeline;
    private final Clock clock;
    private final Level unsettled;
    private final Runnable forgetOldest;

    /** When the oldest intent that is not stored was taken by a gateway, epoch ms. */
    private volatile long oldestAt = NONE;

    PartitionMetrics(PipelineMetrics pipeline, Metrics metrics, String partition, Clock clock) {
        this.pipeline = pipeline;
        this.clock = clock;
        this.unsettled = metrics.level(Instrument.MESSAGE_UNSETTLED, partition);
        this.forgetOldest = metrics.largest(Instrument.MESSAGE_OLDEST, this::oldestSeconds, partition);
    }

    private double oldestSeconds() {
        long at = oldestAt;
        // A gateway's clock may be ahead of ours.
        return at == NONE ? 0 : Math.max(0, (clock.millis() - at) / 1000.0);
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
    }
}
