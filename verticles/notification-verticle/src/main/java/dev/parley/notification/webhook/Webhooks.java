package dev.parley.notification.webhook;

import dev.parley.broker.Broker;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.notification.GivenUp;
import dev.parley.notification.Outbox;
import dev.parley.notification.outbound.OutboundClient;
import dev.parley.notification.outbound.Resolver;
import dev.parley.notification.outbound.Retries;
import dev.parley.notification.outbound.Services;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers notifications to the servers of bots and bridges. What is to be delivered is in PostgreSQL first, so a slow receiver holds
 * nobody up and a crash loses nothing.
 *
 * <p>Owned by the context that made it.
 */
public final class Webhooks implements Outbox {
    static final String NAME = "webhook";

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    /** How often it looks for what is due again; what is new is seen to at once. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration PRUNE = Duration.ofMinutes(1);
    private static final int PRUNED_AT_ONCE = 1_000;

    /** Of the concurrency, at one origin, before it is passed over: with a claim on top, it has half of all. */
    private static final int SHARE = 4;

    private final Vertx vertx;
    private final Bus bus;
    private final WebhookStore store;
    private final WebhookQueue queue;
    private final Receivers receivers;
    private final OutboundClient client;
    private final GivenUp<DeadBatch> dead;
    private final Deliveries deliveries;
    private long looking = -1;
    private long pruning = -1;

    public Webhooks(
            Vertx vertx,
            Bus bus,
            Postgres postgres,
            Broker broker,
            WebhookConfig config,
            Clock clock,
            Metrics metrics) {
        this.vertx = vertx;
        this.bus = bus;
        this.store = new WebhookStore(postgres);
        this.queue = new WebhookQueue(postgres);
        var resolver = new Resolver(vertx, config.privateEndpoints());
        this.receivers = new Receivers(store, resolver, config.privateEndpoints());
        int each = Math.max(1, config.concurrency() / SHARE);
        this.client = new OutboundClient(vertx, 2 * each, config.timeout());
        this.dead = new GivenUp<>(
                vertx,
                broker,
                clock,
                DeadBatch.REPLAYS,
                DeadBatch.class,
                letter -> queue.again(letter.notifications()).onSuccess(due -> wake()));
        this.deliveries = new Deliveries(
                queue,
                new Attempt(resolver, client, config.timeout(), clock),
                dead,
                new Retries(
                        config.firstPause(),
                        Retries.LONGEST_PAUSE,
                        () -> ThreadLocalRandom.current().nextDouble()),
                new Services(each, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime())),
                config,
                each,
                metrics);
    }

    /** Completes when users may have webhooks. */
    @Override
    public Future<Void> start() {
        looking = vertx.setPeriodic(LOOK.toMillis(), timer -> wake());
        pruning = vertx.setPeriodic(
                PRUNE.toMillis(),
                timer -> queue.prune(PRUNED_AT_ONCE)
                        .onFailure(cause -> LOG.debug("not pruned cause={}", cause.getMessage())));
        return Future.all(
                        bus.serve(NotificationAddresses.WEBHOOK, store::get),
                        // What waited for one that is replaced need not wait for the next look.
                        bus.serve(
                                NotificationAddresses.SAVE_WEBHOOK,
                                ask -> receivers.save(ask).onSuccess(saved -> wake())),
                        bus.serve(NotificationAddresses.REMOVE_WEBHOOK, ask -> store.remove(ask.userId())),
                        dead.start())
                .mapEmpty();
    }

    @Override
    public Future<Void> stop() {
        deliveries.stop();
        vertx.cancelTimer(looking);
        vertx.cancelTimer(pruning);
        return client.close();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String keeping() {
        return WebhookQueue.KEEPING;
    }

    /** What has been read is delivered all the same: to a bot it is what happened, not what is to be shown. */
    @Override
    public String withdrawing() {
        return NOTHING;
    }

    @Override
    public void wake() {
        deliveries.wake();
    }

    @Override
    public Future<Void> forget(UserId user) {
        return store.remove(user).mapEmpty();
    }
}
