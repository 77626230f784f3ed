package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.audience;
import static dev.parley.notification.Samples.group;
import static dev.parley.notification.Samples.message;
import static dev.parley.postgres.Await.await;
import static dev.parley.postgres.Until.until;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.broker.Broker;
import dev.parley.broker.BrokerConfig;
import dev.parley.broker.Delivery;
import dev.parley.broker.TestBroker;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.contacts.Blocks;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationSettings;
import dev.parley.model.notification.SaveSettings;
import dev.parley.model.rooms.Audience;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.StoredEvents;
import dev.parley.postgres.Postgres;
import dev.parley.postgres.PostgresConfig;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Notification verticles on a real PostgreSQL and a real AMQP broker, and a room with Ada, who writes, Bob and Eve. */
abstract class NotificationFixture {
    @SuppressWarnings("NullAway.Init") // one for each class, so that none leaves anything to the next
    private static TestBroker server;

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final PostgresConfig database = PostgresFixture.freshDatabase();
    final Broker broker = await(Broker.connect(vertx, server.config(1), "test"));
    final Room room = group("Engine");

    private final Map<Room, Audience> audiences = new ConcurrentHashMap<>();
    private final List<Delivery> dead = new CopyOnWriteArrayList<>();
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

    static BrokerConfig brokerConfig() {
        return server.config(1);
    }

    final NotificationConfig plainConfig() {
        return NotificationConfig.withDefaults(database, server.config(1));
    }

    final void deploy(NotificationConfig config) {
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

    @CanIgnoreReturnValue
    final <T> T eventually(Supplier<T> question, Predicate<T> wanted) {
        return await(until(vertx, () -> Future.succeededFuture(question.get()), wanted));
    }

    /** Of what this test has made: others may have left theirs. @param about what its body contains */
    final Delivery nextDeadLetter(String about) {
        if (dead.isEmpty()) {
            await(broker.consume(Topology.DEAD_QUEUE, 1, delivery -> {
                delivery.ack();
                dead.add(delivery);
            }));
        }
        return eventually(
                        () -> dead.stream()
                                .filter(one -> one.body().toString().contains(about))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
