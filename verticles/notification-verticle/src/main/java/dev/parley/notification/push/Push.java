package dev.parley.notification.push;

import dev.parley.broker.Broker;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.PushKey;
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
 * Pushes to browsers while no page is open. What is to be told is in PostgreSQL first, so a slow push service holds nobody up and
 * a crash loses nothing.
 *
 * <p>Owned by the context that made it.
 */
public final class Push implements Outbox {
    static final String NAME = "push";

    private static final Logger LOG = LoggerFactory.getLogger(Push.class);

    /** How often it looks for what is due again; what is new is seen to at once. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration PRUNE = Duration.ofMinutes(1);
    private static final int PRUNED_AT_ONCE = 1_000;

    /** Of the concurrency, at one push service, before it is passed over: with a claim on top, it has half of all. */
    private static final int SHARE = 4;

    private final Vertx vertx;
    private final Bus bus;
    private final PushKey key;
    private final PushQueue queue;
    private final SubscriptionStore subscriptions;
    private final Devices devices;
    private final Dispatcher dispatcher;
    private final GivenUp<DeadPush> dead;
    private final EndedSessions ended;
    private final OutboundClient client;
    private final Duration keepFor;
    private long looking = -1;
    private long pruning = -1;

    /** @param keepFor how long what nothing happens to is remembered, as in the list */
    public Push(
            Vertx vertx,
            Bus bus,
            Postgres postgres,
            Broker broker,
            PushConfig config,
            Duration keepFor,
            Clock clock,
            Metrics metrics) {
        this.vertx = vertx;
        this.bus = bus;
        this.keepFor = keepFor;
        this.key = new PushKey(config.key().publicKey());
        this.queue = new PushQueue(postgres);
        var crypto = new PushCrypto(vertx, config.key(), config.subject(), Push::nowMs);
        var resolver = new Resolver(vertx, config.privateEndpoints());
        this.subscriptions = new SubscriptionStore(postgres);
        this.devices = new Devices(subscriptions, resolver, crypto, config.privateEndpoints());
        this.ended = new EndedSessions(vertx, bus, subscriptions, clock);
        int each = Math.max(1, config.concurrency() / SHARE);
        this.client = new OutboundClient(vertx, 2 * each, config.timeout());
        this.dead = new GivenUp<>(
                vertx,
                broker,
                clock,
                DeadPush.REPLAYS,
                DeadPush.class,
                letter -> queue.again(letter.subscriptionId(), letter.roomId()).onSuccess(due -> wake()));
        this.dispatcher = new Dispatcher(
                queue,
                new Attempt(crypto, resolver, client, config, clock),
                dead,
                new Retries(
                        config.firstPause(),
                        Retries.LONGEST_PAUSE,
                        () -> ThreadLocalRandom.current().nextDouble()),
                new Services(each, Push::nowMs),
                config,
                each,
                clock,
                new PushMetrics(metrics));
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Completes when browsers may subscribe. */
    @Override
    public Future<Void> start() {
        looking = vertx.setPeriodic(LOOK.toMillis(), timer -> dispatcher.wake());
        pruning = vertx.setPeriodic(
                PRUNE.toMillis(),
                timer -> queue.prune(keepFor, PRUNED_AT_ONCE)
                        .onFailure(cause -> LOG.debug("not pruned cause={}", cause.getMessage())));
        return Future.all(
                        bus.serve(NotificationAddresses.PUSH_KEY, ask -> Future.succeededFuture(key)),
                        bus.serve(NotificationAddresses.SUBSCRIBE, devices::subscribe),
                        bus.serve(NotificationAddresses.UNSUBSCRIBE, subscriptions::remove),
                        ended.start(),
                        dead.start())
                .mapEmpty();
    }

    @Override
    public Future<Void> stop() {
        dispatcher.stop();
        ended.stop();
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
        return PushQueue.KEEPING;
    }

    @Override
    public String withdrawing() {
        return PushQueue.WITHDRAWING;
    }

    @Override
    public void wake() {
        dispatcher.wake();
    }

    @Override
    public Future<Void> forget(UserId user) {
        return subscriptions.removeOf(user);
    }
}
