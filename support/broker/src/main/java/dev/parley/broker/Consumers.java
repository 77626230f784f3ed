package dev.parley.broker;

import com.rabbitmq.client.Connection;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The consuming connection and its subscriptions, which come back with it. Owned by its context. */
final class Consumers implements Link.User<Connection> {
    private final Vertx vertx;
    private final Publisher deadLetters;
    private final BrokerMetrics metrics;
    private final Link<Connection> link;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private @Nullable Connection connection;
    private long connections;

    Consumers(
            Vertx vertx,
            Context context,
            BrokerConfig config,
            String name,
            Publisher deadLetters,
            BrokerMetrics metrics) {
        this.vertx = vertx;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.link = new Link<>(vertx, context, config, name + "-consume", this);
    }

    Future<Void> open() {
        return link.open();
    }

    boolean isUp() {
        return link.isUp();
    }

    Future<Void> consume(String queue, int prefetch, Consumer<Delivery> handler, Runnable interrupted) {
        var subscription = new Subscription(vertx, link, deadLetters, metrics, queue, prefetch, handler, interrupted);
        subscriptions.add(subscription);
        if (connection != null) {
            subscription.start(connection);
        }
        return subscription.started();
    }

    void standBack(String queue) {
        subscriptions.stream().filter(subscription -> subscription.isOf(queue)).forEach(Subscription::standBack);
    }

    long connections() {
        return connections;
    }

    Future<OptionalLong> waitingIn(String queue) {
        var on = connection;
        if (on == null) {
            return Future.failedFuture("the broker is away");
        }
        return link.blocking(() -> {
            try (var channel = on.createChannel()) {
                var state = channel.queueDeclarePassive(queue);
                return state.getConsumerCount() > 0 ? OptionalLong.empty() : OptionalLong.of(state.getMessageCount());
            }
        });
    }

    @Override
    public Connection prepare(Connection made) {
        return made;
    }

    @Override
    public void up(Connection session) {
        connection = session;
        connections++;
        subscriptions.forEach(subscription -> subscription.start(session));
    }

    @Override
    public void down() {
        connection = null;
        subscriptions.forEach(Subscription::stop);
    }

    Future<Void> close() {
        return link.close();
    }
}
