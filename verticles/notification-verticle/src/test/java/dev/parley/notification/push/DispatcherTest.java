package dev.parley.notification.push;

import static dev.parley.postgres.Await.await;
import static dev.parley.postgres.Until.until;

import dev.parley.broker.Broker;
import dev.parley.broker.TestBroker;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import dev.parley.notification.GivenUp;
import dev.parley.notification.outbound.Endpoint;
import dev.parley.notification.outbound.OutboundClient;
import dev.parley.notification.outbound.Resolver;
import dev.parley.notification.outbound.Retries;
import dev.parley.notification.outbound.Services;
import dev.parley.postgres.Postgres;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A dispatcher on a real PostgreSQL, woken only by the test. */
class DispatcherTest {
    private static final int EACH = 2;

    private final Vertx vertx = Vertx.vertx();
    private final TestBroker server = TestBroker.start();
    private final Broker broker = await(Broker.connect(vertx, server.config(1), "test"));
    private final Postgres postgres = await(Postgres.open(vertx, PostgresFixture.freshDatabase(), "notification"));
    private final PushQueue queue = new PushQueue(postgres);
    private final Dispatcher dispatcher = dispatcher();

    @AfterEach
    void close() {
        await(broker.close().compose(closed -> vertx.close()));
        server.close();
    }

    @Test
    void aLongBacklogAtOnePushServiceNeedsNoSecondWaking() {
        var endpoint = Endpoint.parse("endpoint", "https://push.example.org/one", false);
        var subscriptions = new SubscriptionStore(postgres);
        var id = await(subscriptions.save(UserId.next(), SessionId.next(), endpoint, "key", "secret"));
        for (int i = 0; i < 10 * EACH; i++) {
            await(queue.again(id, RoomId.next())); // with nothing unread: seen to without a request
        }
        vertx.runOnContext(now -> dispatcher.wake());
        await(until(vertx, () -> postgres.query("select from push_rooms").map(left -> left.size()), left -> left == 0));
    }

    private Dispatcher dispatcher() {
        var key = VapidKey.fromPem(TestKeys.vapidPem());
        var config = new PushConfig(
                key,
                "mailto:ada@example.org",
                Duration.ofHours(1),
                3,
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                4 * EACH,
                false);
        var clock = Clock.systemUTC();
        var attempt = new Attempt(
                new PushCrypto(vertx, key, config.subject(), () -> 0),
                new Resolver(vertx, false),
                new OutboundClient(vertx, EACH, config.timeout()),
                config,
                clock);
        return new Dispatcher(
                queue,
                attempt,
                new GivenUp<>(
                        vertx, broker, clock, DeadPush.REPLAYS, DeadPush.class, letter -> Future.succeededFuture()),
                new Retries(config.firstPause(), Retries.LONGEST_PAUSE, () -> 1),
                new Services(EACH, () -> 0),
                config,
                EACH,
                clock,
                new PushMetrics(Metrics.none()));
    }
}
