package dev.parley.message.pipeline;

import dev.parley.broker.Broker;
import dev.parley.message.room.RoomRules;
import dev.parley.message.store.RoomLog;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.RoomId;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A consumer on every partition; the broker decides which of all nodes' consumers is the active one. */
public final class Pipeline {
    private static final long STOP_WITHIN_MS = 3_000;

    private final Broker broker;
    private final List<PartitionConsumer> consumers;
    private final PartitionShares shares;
    private final int partitions;

    public Pipeline(
            Vertx vertx,
            Broker broker,
            int partitions,
            RoomLog log,
            RoomRules rules,
            Clock clock,
            Bus bus,
            LiveDelivery live,
            CommitListener listener,
            Metrics metrics) {
        this.broker = broker;
        this.partitions = partitions;
        var processor = new BatchProcessor(log, rules, clock);
        var announcer = new Announcer(bus, live, listener);
        var publisher = new EventPublisher(vertx, broker);
        var measured = new PipelineMetrics(metrics, clock);
        this.consumers = IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionConsumer(
                        vertx, partition, log, processor, announcer, publisher, measured.partition(partition), clock))
                .toList();
        this.shares = new PartitionShares(vertx, bus, broker, partitions);
    }

    public Future<Void> start() {
        return Future.all(consumers.stream()
                        .map(consumer -> consumer.start(broker))
                        .toList())
                .compose(consuming -> shares.start());
    }

    /** Which rooms fall to this node now, as far as it knows: another may think the same for a while. */
    public Predicate<RoomId> ours() {
        var here = shares.here();
        return room -> here.get(room.partition(partitions));
    }

    /** Finishes what is in work, as far as the stores let it within {@link #STOP_WITHIN_MS}; the rest comes again. */
    public Future<Void> stop() {
        shares.stop();
        return Future.join(consumers.stream().map(PartitionConsumer::stop).toList())
                .timeout(STOP_WITHIN_MS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .mapEmpty();
    }
}
