package dev.parley.notification.mail;

import dev.parley.model.bus.Bus;
import dev.parley.model.id.UserId;
import dev.parley.notification.Outbox;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;

/** Of a server that sends no mail. It may have sent some: links in it work as ever. */
public final class NoMail implements Outbox {
    private final MailQueue queue;
    private final MailLinks links;

    public NoMail(Bus bus, Postgres postgres) {
        this.queue = new MailQueue(postgres);
        this.links = new MailLinks(bus, queue, false);
    }

    @Override
    public Future<Void> start() {
        return links.start();
    }

    @Override
    public String name() {
        return Mail.NAME;
    }

    @Override
    public Future<Void> forget(UserId user) {
        return queue.forget(user);
    }
}
