package dev.parley.notification.push;

import dev.parley.model.bus.Bus;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.notification.Outbox;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;

/**
 * Of a server that has no key to push with. It may have had one, and may have it again: subscriptions of that time end as ever, so
 * that nobody is pushed to then who has logged out meanwhile.
 */
public final class NoPush implements Outbox {
    private final Bus bus;
    private final SubscriptionStore subscriptions;
    private final EndedSessions ended;

    public NoPush(Vertx vertx, Bus bus, Postgres postgres, Clock clock) {
        this.bus = bus;
        this.subscriptions = new SubscriptionStore(postgres);
        this.ended = new EndedSessions(vertx, bus, subscriptions, clock);
    }

    @Override
    public Future<Void> start() {
        return Future.all(
                        bus.serve(
                                NotificationAddresses.PUSH_KEY,
                                ask -> Future.failedFuture(
                                        Failure.notFound("push key").asException())),
                        bus.serve(
                                NotificationAddresses.SUBSCRIBE,
                                ask -> Future.failedFuture(Failure.conflict("This server does not push")
                                        .asException())),
                        bus.serve(NotificationAddresses.UNSUBSCRIBE, subscriptions::remove),
                        ended.start())
                .mapEmpty();
    }

    @Override
    public Future<Void> stop() {
        ended.stop();
        return Future.succeededFuture();
    }

    @Override
    public String name() {
        return Push.NAME;
    }

    @Override
    public Future<Void> forget(UserId user) {
        return subscriptions.removeOf(user);
    }
}
