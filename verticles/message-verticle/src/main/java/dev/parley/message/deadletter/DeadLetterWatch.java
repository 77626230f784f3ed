package dev.parley.message.deadletter;

import dev.parley.broker.Broker;
import dev.parley.broker.Topology;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the dead letters now and then, for the metrics and for the health report. While an operator goes through them, or
 * the broker is away, the last count stands.
 */
public final class DeadLetterWatch {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWatch.class);

    private final Vertx vertx;
    private final Broker broker;
    private final Metrics metrics;
    private final AtomicLong waiting = new AtomicLong(); // written by the verticle's context, read by who scrapes
    private Runnable remove = () -> {};
    private long timer = -1;

    public DeadLetterWatch(Vertx vertx, Broker broker, Metrics metrics) {
        this.vertx = vertx;
        this.broker = broker;
        this.metrics = metrics;
    }

    public void start() {
        // The largest, not the sum: every node counts the same queue.
        remove = metrics.largest(Instrument.DEAD_LETTERS, waiting::get);
        count();
        timer = vertx.setPeriodic(EVERY.toMillis(), again -> count());
    }

    private void count() {
        broker.waitingIn(Topology.DEAD_QUEUE)
                .onComplete(
                        counted -> counted.ifPresent(this::counted),
                        cause -> LOG.debug("dead letters not counted cause={}", cause.toString()));
    }

    private void counted(long now) {
        long before = waiting.getAndSet(now);
        if (now > before) {
            LOG.warn("dead letters waiting={} more={}", now, now - before);
        }
    }

    /** For people: empty if there are none. Nothing of it makes a node unready. */
    public List<String> warnings() {
        long now = waiting.get();
        return now == 0 ? List.of() : List.of(now + (now == 1 ? " dead letter" : " dead letters"));
    }

    public void stop() {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        remove.run();
    }
}
