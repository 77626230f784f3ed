package dev.parley.broker;

import dev.parley.model.health.HealthReport;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.trace.Spans;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The broker: one connection to publish and one to consume, both there or on their way back, for ever. One per verticle;
 * every callback comes on the context that connected.
 */
public final class Broker {
    /** How long {@link #connect} waits for a broker that is not there yet. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ContextInternal context;
    private final Publisher publisher;
    private final Consumers consumers;
    private @Nullable Future<Void> closing;

    private Broker(Vertx vertx, ContextInternal context, BrokerConfig config, String name, Metrics metrics) {
        var measured = new BrokerMetrics(metrics);
        this.context = context;
        this.publisher = new Publisher(vertx, context, config, name, measured);
        this.consumers = new Consumers(vertx, context, config, name, publisher, measured);
    }

    /** As {@link #connect(Vertx, BrokerConfig, String, Metrics)}, unmeasured. */
    public static Future<Broker> connect(Vertx vertx, BrokerConfig config, String connectionName) {
        return connect(vertx, config, connectionName, Metrics.none());
    }

    /**
     * Connects and declares the {@link Topology}. Fails if the broker is not there within {@link #PATIENCE}.
     *
     * @param connectionName how the broker's own tools show us
     */
    public static Future<Broker> connect(Vertx vertx, BrokerConfig config, String connectionName, Metrics metrics) {
        var context = ((ContextInternal) vertx.getOrCreateContext()).unwrap();
        var connected = Promise.<Broker>promise();
        context.runOnContext(start -> {
            var broker = new Broker(vertx, context, config, connectionName, metrics);
            broker.open(config).map(broker).onComplete(connected);
        });
        return connected.future();
    }

    private Future<Void> open(BrokerConfig config) {
        // The topology is the publisher's to declare: nothing can be consumed before.
        return publisher
                .open()
                .compose(declared -> consumers.open())
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .recover(cause -> {
                    var why = publisher.lastFailure() == null ? cause : publisher.lastFailure();
                    var failure = new IllegalStateException("no broker at " + config + ": " + why, why);
                    return close().transform(closed -> Future.failedFuture(failure));
                });
    }

    /**
     * Publishes a persistent message.
     *
     * @return completes on the broker's confirm. Fails with UNAVAILABLE when that does not come within 2 s, when the
     *     broker is away, when no queue takes it, or when too many are on their way; it may have been taken all the
     *     same, so send again under the same id
     */
    public Future<Void> publish(String exchange, String routingKey, Buffer body) {
        return publish(exchange, routingKey, Map.of(), body);
    }

    /** As {@link #publish(String, String, Buffer)}, with headers (text, numbers). */
    public Future<Void> publish(String exchange, String routingKey, Map<String, Object> headers, Buffer body) {
        return Spans.published(
                exchange,
                trace -> onContext(() -> publisher.publish(exchange, routingKey, with(trace, headers), body)));
    }

    private static Map<String, Object> with(Map<String, String> trace, Map<String, Object> headers) {
        if (trace.isEmpty()) {
            return headers;
        }
        var all = new HashMap<>(headers);
        all.putAll(trace);
        return all;
    }

    /**
     * Consumes {@code queue} until this is closed, across reconnects and the broker's cancels.
     *
     * @param prefetch how many deliveries may be unsettled at once
     * @param handler gets each delivery, on the broker's context, in the queue's order
     * @return completes when the broker knows the consumer
     */
    public Future<Void> consume(String queue, int prefetch, Consumer<Delivery> handler) {
        return consume(queue, prefetch, handler, () -> {});
    }

    /**
     * As {@link #consume(String, int, Consumer)}.
     *
     * @param interrupted called when what was delivered and is not settled will be delivered again, perhaps to someone
     *     else: before anything else is delivered here
     */
    public Future<Void> consume(String queue, int prefetch, Consumer<Delivery> handler, Runnable interrupted) {
        return onContext(() -> consumers.consume(queue, prefetch, handler, interrupted));
    }

    /**
     * Goes to the end of the line of those who consume {@code queue}, if it is one that the broker serves one consumer of
     * at a time. What is unsettled here is delivered again, to the next in line, which may be this one. To be called on
     * the context that connected.
     */
    public void standBack(String queue) {
        consumers.standBack(queue);
    }

    /** How often there was a connection to consume: with each, its consumers went to the end of their lines. */
    public long consumingConnections() {
        return consumers.connections();
    }

    /**
     * How many messages wait in {@code queue}.
     *
     * @return empty while somebody consumes it, as some of them are in their hands then; fails if the broker is away
     */
    public Future<OptionalLong> waitingIn(String queue) {
        return onContext(() -> consumers.waitingIn(queue));
    }

    /** Whether both connections are there and the broker takes messages. */
    public boolean isUp() {
        return publisher.isUp() && consumers.isUp();
    }

    /** As {@link #isUp}, for a report. */
    public HealthReport.Dependency health() {
        return new HealthReport.Dependency("RabbitMQ", isUp());
    }

    /** What is unsettled then is delivered again, to whoever consumes next. Closing twice is no error. */
    public Future<Void> close() {
        return onContext(() -> {
            if (closing == null) {
                closing = Future.join(consumers.close(), publisher.close()).mapEmpty();
            }
            return closing;
        });
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        if (context.inThread()) {
            return work.get();
        }
        var promise = Promise.<T>promise();
        context.runOnContext(run -> work.get().onComplete(promise));
        return promise.future();
    }
}
