package dev.parley.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.parley.model.failure.Failure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Date;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes, and says when the broker has it. Owned by its context.
 *
 * <p><b>Invariant: acknowledged is durable.</b> A publish succeeds only after the broker's confirm of a persistent
 * message that reached a queue. One that fails may be in the broker all the same: send it again under the same id.
 */
final class Publisher implements Link.User<Channel> {
    /**
     * Unconfirmed messages at once, and unwritten ones, which outlive their senders' patience; more are refused, so that a
     * slow broker, or one that does not read, cannot fill our memory.
     */
    static final int MAX_IN_FLIGHT = 10_000;

    /** With the sweep's period this is under the 2 s of the contract. */
    private static final long CONFIRM_WITHIN_MS = 1_800;

    private static final long SWEEP_MS = 100;
    private static final int PERSISTENT = 2;
    private static final boolean MANDATORY = true;
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Vertx vertx;
    private final int partitions;
    private final Link<Channel> link;
    private final Writes writes;
    private final long sweeper;
    private final BrokerMetrics metrics;
    private final TreeMap<Long, Pending> pending = new TreeMap<>();
    private @Nullable Channel channel;
    private long lastTag;

    Publisher(Vertx vertx, Context context, BrokerConfig config, String name, BrokerMetrics metrics) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.partitions = config.partitions();
        this.link = new Link<>(vertx, context, config, name + "-publish", this);
        this.writes = link.newWrites();
        this.sweeper = vertx.setPeriodic(SWEEP_MS, sweep -> failOverdue());
    }

    private record Pending(Promise<Void> promise, long since, BrokerMetrics.Exchange to) {}

    Future<Void> open() {
        return link.open();
    }

    boolean isUp() {
        return link.isUp();
    }

    Future<Void> publish(String exchange, String routingKey, Map<String, Object> headers, Buffer body) {
        var current = channel;
        var to = metrics.exchange(exchange);
        if (current == null || !link.isUp() || isFull()) {
            metrics.refused(to);
            return Future.failedFuture(unavailable());
        }
        // The channel counts its confirms from 1 in the order of the writes, and writes keep the order of submits.
        long tag = ++lastTag;
        var promise = Promise.<Void>promise();
        pending.put(tag, new Pending(promise, System.nanoTime(), to));
        metrics.handedOver();
        var properties = new BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .contentType("application/json")
                .timestamp(new Date())
                .correlationId(Long.toString(tag)) // names it should it be returned as unroutable
                .headers(headers)
                .build();
        writes.submit(() -> {
            try {
                current.basicPublish(exchange, routingKey, MANDATORY, properties, body.getBytes());
            } catch (IOException | RuntimeException e) {
                link.onContext(() -> giveUp(current)); // from here on our count of tags and the broker's may differ
                throw e;
            }
        });
        return promise.future();
    }

    private boolean isFull() {
        return pending.size() >= MAX_IN_FLIGHT || writes.unwritten() >= MAX_IN_FLIGHT;
    }

    /** What was left to write of an earlier connection fails late, and must not take the new one along. */
    private void giveUp(Channel of) {
        if (of == channel) {
            link.giveUp();
        }
    }

    @Nullable Throwable lastFailure() {
        return link.lastFailure();
    }

    @Override
    public Channel prepare(Connection connection) throws IOException {
        var made = connection.createChannel();
        if (made == null) {
            throw new IOException("the broker gives no more channels");
        }
        Topology.declare(made, partitions);
        made.confirmSelect();
        return made;
    }

    @Override
    public void up(Channel session) {
        channel = session;
        lastTag = 0;
        session.addConfirmListener(
                (tag, multiple) -> link.onContext(() -> confirmed(session, tag, multiple)),
                (tag, multiple) -> link.onContext(() -> refused(session, tag, multiple)));
        session.addReturnListener(returned -> link.onContext(() -> unroutable(
                session, Long.parseLong(returned.getProperties().getCorrelationId()), returned.getExchange())));
        session.addShutdownListener(cause -> {
            if (!cause.isHardError()) {
                link.onContext(() -> giveUp(session)); // the channel alone is gone: begin anew
            }
        });
    }

    @Override
    public void down() {
        channel = null;
        failAll(pending);
    }

    private void confirmed(Channel session, long tag, boolean multiple) {
        if (session != channel) {
            return;
        }
        if (!multiple) {
            var one = pending.remove(tag);
            if (one != null) {
                succeed(one);
            }
            return;
        }
        var upTo = pending.headMap(tag, true);
        var done = upTo.values().stream().toList();
        upTo.clear();
        done.forEach(this::succeed);
    }

    private void succeed(Pending one) {
        metrics.confirmed(one.to, one.since);
        one.promise.complete();
    }

    private void fail(Pending one) {
        metrics.failed(one.to);
        one.promise.fail(unavailable());
    }

    private void refused(Channel session, long tag, boolean multiple) {
        if (session == channel) {
            failAll(multiple ? pending.headMap(tag, true) : pending.subMap(tag, true, tag, true));
        }
    }

    private void unroutable(Channel session, long tag, String exchange) {
        if (session == channel) {
            LOG.error("broker has no queue for it exchange={}", exchange);
            failAll(pending.subMap(tag, true, tag, true));
        }
    }

    private void failOverdue() {
        long now = System.nanoTime();
        while (!pending.isEmpty() && now - pending.firstEntry().getValue().since > CONFIRM_WITHIN_MS * 1_000_000) {
            fail(pending.pollFirstEntry().getValue());
        }
    }

    private void failAll(Map<Long, Pending> some) {
        var failed = some.values().stream().toList();
        some.clear();
        failed.forEach(this::fail);
    }

    private static RuntimeException unavailable() {
        return Failure.unavailable("The message broker").asException();
    }

    Future<Void> close() {
        vertx.cancelTimer(sweeper);
        return link.close();
    }
}
