package dev.parley.notification.webhook;

import dev.parley.model.bus.Bus;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.notification.Outbox;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;

/** Of a server that delivers to no webhooks. It may have, and may again: those of that time can be seen and removed. */
public final class NoWebhooks implements Outbox {
    private final Bus bus;
    private final WebhookStore store;

    public NoWebhooks(Bus bus, Postgres postgres) {
        this.bus = bus;
        this.store = new WebhookStore(postgres);
    }

    @Override
    public Future<Void> start() {
        return Future.all(
                        bus.serve(NotificationAddresses.WEBHOOK, store::get),
                        bus.serve(
                                NotificationAddresses.SAVE_WEBHOOK,
                                ask -> Future.failedFuture(Failure.conflict("This server delivers to no webhooks")
                                        .asException())),
                        bus.serve(NotificationAddresses.REMOVE_WEBHOOK, ask -> store.remove(ask.userId())))
                .mapEmpty();
    }

    @Override
    public String name() {
        return Webhooks.NAME;
    }

    @Override
    public Future<Void> forget(UserId user) {
        return store.remove(user).mapEmpty();
    }
}
