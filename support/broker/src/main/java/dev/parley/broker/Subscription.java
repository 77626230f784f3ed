package dev.parley.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer of one queue, on a channel of its own: prefetch and bulk acknowledgement are the channel's, and a slow
 * queue must not hold another one back. Survives the loss of channel and connection, and the broker's cancel.
 */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final long RETRY_MS = 500;
    private static final boolean AUTO_ACK = true;

    private final Vertx vertx;
    private final Link<?> link;
    private final Publisher deadLetters;
    private final BrokerMetrics metrics;
    private final String queue;
    private final int prefetch;
    private final Consumer<Delivery> handler;
    private final Runnable interrupted;
    private final Promise<Void> started = Promise.promise();
    private @Nullable Connection connection;
    private @Nullable Lane lane;
    private int generation; // of the attempt under way: what an older one reports is void

    Subscription(
            Vertx vertx,
            Link<?> link,
            Publisher deadLetters,
            BrokerMetrics metrics,
            String queue,
            int prefetch,
            Consumer<Delivery> handler,
            Runnable interrupted) {
        this.vertx = vertx;
        this.link = link;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.queue = queue;
        this.prefetch = prefetch;
        this.handler = handler;
        this.interrupted = interrupted;
    }

    /** Completes when the broker knows the consumer. */
    Future<Void> started() {
        return started.future();
    }

    void start(Connection on) {
        connection = on;
        int mine = ++generation;
        link.blocking(on::createChannel)
                .compose(channel -> consume(mine, channel))
                .onComplete(tag -> started.tryComplete(), cause -> again(mine, cause));
    }

    void stop() {
        generation++;
        connection = null;
        leave();
    }

    private void leave() {
        if (lane != null) {
            lane.close();
            lane = null;
            interrupted.run();
        }
    }

    private Future<String> consume(int mine, @Nullable Channel channel) {
        if (channel == null) {
            return Future.failedFuture("the broker gives no more channels");
        }
        var made = new Lane(channel, link, deadLetters, cause -> metrics.deadLetter(queue, cause));
        if (mine != generation) {
            made.close();
            return Future.failedFuture("overtaken");
        }
        lane = made; // before the first delivery can come
        channel.addShutdownListener(cause -> link.onContext(() -> again(mine, cause)));
        return link.blocking(() -> {
            channel.basicQos(prefetch);
            return channel.basicConsume(queue, !AUTO_ACK, new Receiver(mine, made));
        });
    }

    /** Gives this attempt up. What it delivered and we have not settled comes again on the next one. */
    private void again(int mine, Throwable cause) {
        if (mine != generation) {
            return;
        }
        LOG.warn("broker consumer lost queue={} cause={}", queue, cause.toString());
        rejoin();
    }

    boolean isOf(String some) {
        return queue.equals(some);
    }

    /** Leaves the queue's line of consumers and joins it at its end. */
    void standBack() {
        if (lane != null) {
            rejoin();
        }
    }

    private void rejoin() {
        int next = ++generation;
        leave();
        vertx.setTimer(RETRY_MS, retry -> {
            if (next == generation && connection != null) {
                start(connection);
            }
        });
    }

    private void received(Lane on, Envelope envelope, BasicProperties properties, byte[] body) {
        if (lane == on) {
            handler.accept(new LaneDelivery(on, envelope, properties, body));
        }
    }

    private final class Receiver extends DefaultConsumer {
        private final int mine;
        private final Lane on;

        Receiver(int mine, Lane on) {
            super(on.channel());
            this.mine = mine;
            this.on = on;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            link.onContext(() -> received(on, envelope, properties, body));
        }

        @Override
        public void handleCancel(String tag) {
            link.onContext(() -> again(mine, new IOException("cancelled by the broker")));
        }
    }
}
