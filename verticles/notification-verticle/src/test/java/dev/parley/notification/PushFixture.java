package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.audience;
import static dev.parley.notification.Samples.group;
import static dev.parley.notification.Samples.message;
import static dev.parley.postgres.Await.await;
import static dev.parley.postgres.Until.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.broker.Broker;
import dev.parley.broker.BrokerConfig;
import dev.parley.broker.TestBroker;
import dev.parley.broker.Topology;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.contacts.Blocks;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.id.SessionId;
import dev.parley.model.id.SubscriptionId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.SaveSettings;
import dev.parley.model.notification.Subscribe;
import dev.parley.model.notification.Subscribed;
import dev.parley.model.rooms.Audience;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.StoredEvents;
import dev.parley.notification.push.PushConfig;
import dev.parley.notification.push.PushService;
import dev.parley.notification.push.TestKeys;
import dev.parley.notification.push.VapidKey;
import dev.parley.postgres.Postgres;
import dev.parley.postgres.PostgresConfig;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A notification verticle on a real PostgreSQL and a real AMQP broker, before a push service that is held to the RFCs. */
abstract class PushFixture {
    static final int ATTEMPTS = 3;

    @SuppressWarnings("NullAway.Init") // one for each class, so that none leaves anything to the next
    private static TestBroker server;

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final PostgresConfig database = PostgresFixture.freshDatabase();
    final Broker broker = await(Broker.connect(vertx, server.config(1), "test"));
    final PushService service = await(PushService.start(vertx));
    final VapidKey key = VapidKey.fromPem(TestKeys.vapidPem());
    final PushService.Device phone = service.subscribe();
    final PushService.Device laptop = service.subscribe();
    final Room room = group("Engine");

    private final Map<Room, Audience> audiences = new ConcurrentHashMap<>();
    private @Nullable Postgres postgres;

    @BeforeEach
    final void serve() {
        know(audience(room, ADA, BOB, EVE));
        await(bus.serve(
                RoomAddresses.AUDIENCE,
                ask -> Future.succeededFuture(audiences.values().stream()
                        .filter(one -> one.room().id().equals(ask.roomId()))
                        .findFirst()
                        .orElseThrow())));
        await(bus.serve(
                ContactsAddresses.CHECK_BLOCKS, ask -> Future.succeededFuture(new Blocks(List.of(), List.of()))));
    }

    @AfterEach
    final void nothingWasAgainstTheRfcs() {
        assertThat(service.wrong()).isEmpty();
    }

    @AfterEach
    final void close() {
        await(broker.close().compose(closed -> vertx.close()));
    }

    @BeforeAll
    static void startBroker() {
        server = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        server.close();
    }

    final void know(Audience audience) {
        audiences.put(audience.room(), audience);
    }

    PushConfig config() {
        return config(true);
    }

    /** With push services at public addresses alone. */
    final PushConfig strict() {
        return config(false);
    }

    private PushConfig config(boolean privateEndpoints) {
        return new PushConfig(
                key,
                "mailto:ada@example.org",
                Duration.ofHours(1),
                ATTEMPTS,
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                8,
                privateEndpoints);
    }

    static BrokerConfig brokerConfig() {
        return server.config(1);
    }

    final void deploy() {
        deploy(config());
    }

    /** @param push null: without */
    final void deploy(@Nullable PushConfig push) {
        var defaults = NotificationConfig.withDefaults(database, server.config(1));
        var config = push == null ? defaults : defaults.withPush(push);
        await(vertx.deployVerticle(new NotificationVerticle(config, Metrics.none())));
    }

    final void undeploy() {
        await(Future.all(vertx.deploymentIDs().stream().map(vertx::undeploy).toList()));
    }

    final void publish(Event... events) {
        await(publishing(List.of(events)));
    }

    final Future<Void> publishing(List<Event> events) {
        var body = Buffer.buffer(Json.encodeBytes(StoredEvents.of(events)));
        return broker.publish(Topology.EVENTS_EXCHANGE, "", body);
    }

    final void say(long seq, String text) {
        publish(message(room, seq, ADA, text));
    }

    @CanIgnoreReturnValue
    final SubscriptionId subscribe(PublicUser user, PushService.Device device) {
        return subscribe(user, SessionId.next(), device);
    }

    @CanIgnoreReturnValue
    final SubscriptionId subscribe(PublicUser user, SessionId session, PushService.Device device) {
        return await(ask(user, session, device.subscription())).id();
    }

    final Future<Subscribed> ask(PublicUser user, SessionId session, JsonObject subscription) {
        var keys = subscription.getJsonObject("keys");
        return bus.request(
                NotificationAddresses.SUBSCRIBE,
                new Subscribe(
                        user.id(),
                        session,
                        subscription.getString("endpoint"),
                        keys.getString("p256dh"),
                        keys.getString("auth")));
    }

    /** Bob's. */
    final void save(NotificationSettings settings) {
        await(bus.request(NotificationAddresses.SAVE_SETTINGS, new SaveSettings(BOB.id(), settings)));
    }

    /** The verticle's schema, beside it. */
    final Postgres postgres() {
        if (postgres == null) {
            postgres = await(Postgres.open(vertx, database, "notification"));
        }
        return postgres;
    }

    /** @param table and which rows of it, as SQL says it after {@code from} */
    final long rows(String table) {
        return await(counting(table));
    }

    final void untilRows(long wanted, String table) {
        await(until(vertx, () -> counting(table), rows -> rows == wanted));
    }

    final Future<Long> counting(String table) {
        return postgres()
                .query("select count(*) from " + table)
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Its payloads, once they are as wanted. */
    @CanIgnoreReturnValue
    final List<JsonObject> untilTold(PushService.Device device, Predicate<List<JsonObject>> wanted) {
        return eventually(device::payloads, wanted);
    }

    @CanIgnoreReturnValue
    final <T> T eventually(Supplier<T> question, Predicate<T> wanted) {
        return await(until(vertx, () -> Future.succeededFuture(question.get()), wanted));
    }

    /** Whether it has been told of this event, by what was sent last. */
    static Predicate<List<JsonObject>> lastIs(String eventId) {
        return payloads -> !payloads.isEmpty()
                && eventId.equals(payloads.get(payloads.size() - 1).getString("eventId"));
    }
}
