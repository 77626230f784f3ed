package dev.parley.notification;

import dev.parley.broker.Broker;
import dev.parley.broker.EventIntake;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Bus;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.model.live.AttachmentDirectory;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.notification.mail.Mail;
import dev.parley.notification.mail.NoMail;
import dev.parley.notification.push.NoPush;
import dev.parley.notification.push.Push;
import dev.parley.notification.webhook.NoWebhooks;
import dev.parley.notification.webhook.Webhooks;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Consumes the durable events of rooms and notifies those whom they concern. Starts when its stores are there; rides out
 * their outages later: while PostgreSQL is away events wait in the broker.
 */
public final class NotificationVerticle extends VerticleBase {
    private static final String ROLE = "notification";

    private final NotificationConfig config;
    private final Clock clock;
    private final Metrics metrics;
    private final List<Supplier<Future<Void>>> toClose = new ArrayList<>();

    public NotificationVerticle(NotificationConfig config, Metrics metrics) {
        this(config, Clock.systemUTC(), metrics);
    }

    NotificationVerticle(NotificationConfig config, Clock clock, Metrics metrics) {
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        return Postgres.open(vertx, config.postgres(), ROLE)
                .compose(postgres -> {
                    toClose.add(0, postgres::close);
                    return Broker.connect(vertx, config.broker(), ROLE, metrics).compose(broker -> {
                        toClose.add(0, broker::close);
                        return start(postgres, broker);
                    });
                })
                .recover(cause -> stop().transform(closed -> Future.failedFuture(cause)));
    }

    private Future<Void> start(Postgres postgres, Broker broker) {
        var bus = new Bus(vertx, metrics);
        var directory = new AttachmentDirectory(vertx, bus);
        var outboxes =
                List.of(push(bus, postgres, broker), mail(bus, postgres, broker), webhooks(bus, postgres, broker));
        var store = new NotificationStore(postgres, outboxes);
        var pruner = new Pruner(vertx, store, config, clock);
        LongSupplier nowMs = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        var audiences = new Audiences(bus, nowMs);
        var blockers = new Blockers(bus, nowMs);
        var settings = new SettingsStore(postgres);
        var live = new LiveChannel(new LiveDelivery(bus, directory), metrics);
        var notifier = new Notifier(audiences, blockers, directory::isLooking, store, pruner, List.of(live));
        var intake = new EventIntake(
                vertx, Topology.NOTIFICATIONS_QUEUE, config.prefetch(), notifier::handle, notifier::remove, metrics);
        var list = new NotificationList(store, settings, outboxes, clock);
        toClose.add(0, () -> {
            intake.stop();
            pruner.stop();
            return Future.join(outboxes.stream().map(Outbox::stop).toList()).mapEmpty();
        });
        return Future.all(List.of(
                        directory.start(),
                        bus.subscribe(ContactsAddresses.BLOCK_CHANGED, blockers::changed),
                        Future.all(outboxes.stream().map(Outbox::start).toList()),
                        bus.serve(NotificationAddresses.SETTINGS, settings::get),
                        bus.serve(NotificationAddresses.SAVE_SETTINGS, list::saveSettings),
                        bus.serve(NotificationAddresses.LIST, list::page),
                        bus.serve(NotificationAddresses.MARK_READ, list::markRead),
                        bus.serve(NotificationAddresses.FORGET, list::forget),
                        bus.serve(HealthAddresses.of(ROLE), check -> health(postgres, broker))))
                .compose(serving -> intake.start(broker))
                .onSuccess(consuming -> pruner.start());
    }

    private Outbox push(Bus bus, Postgres postgres, Broker broker) {
        return config.push() == null
                ? new NoPush(vertx, bus, postgres, clock)
                : new Push(vertx, bus, postgres, broker, config.push(), config.keepFor(), clock, metrics);
    }

    private Outbox mail(Bus bus, Postgres postgres, Broker broker) {
        return config.mail() == null
                ? new NoMail(bus, postgres)
                : new Mail(vertx, bus, postgres, broker, config.mail(), config.keepFor(), clock, metrics);
    }

    private Outbox webhooks(Bus bus, Postgres postgres, Broker broker) {
        return config.webhook() == null
                ? new NoWebhooks(bus, postgres)
                : new Webhooks(vertx, bus, postgres, broker, config.webhook(), clock, metrics);
    }

    private static Future<HealthReport> health(Postgres postgres, Broker broker) {
        return postgres.health().map(store -> new HealthReport(ROLE, List.of(store, broker.health())));
    }

    @Override
    public Future<?> stop() {
        return Future.join(toClose.stream().map(Supplier::get).toList());
    }
}
