package dev.parley.notification;

import static dev.parley.notification.Samples.ADA;
import static dev.parley.notification.Samples.BOB;
import static dev.parley.notification.Samples.EVE;
import static dev.parley.notification.Samples.audience;
import static dev.parley.notification.Samples.direct;
import static dev.parley.notification.Samples.group;
import static dev.parley.notification.Samples.joined;
import static dev.parley.notification.Samples.left;
import static dev.parley.notification.Samples.message;
import static dev.parley.postgres.Await.await;
import static dev.parley.postgres.Until.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.broker.BreakableWire;
import dev.parley.broker.Broker;
import dev.parley.broker.DeadLetter;
import dev.parley.broker.Delivery;
import dev.parley.broker.TestBroker;
import dev.parley.broker.Topology;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.contacts.BlockChanged;
import dev.parley.model.contacts.Blocks;
import dev.parley.model.contacts.ContactsAddresses;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.health.CheckHealth;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.SessionId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.notification.ListNotifications;
import dev.parley.model.notification.MarkRead;
import dev.parley.model.notification.Notification;
import dev.parley.model.notification.Notification.Kind;
import dev.parley.model.notification.NotificationAddresses;
import dev.parley.model.notification.NotificationPage;
import dev.parley.model.rooms.Audience;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.StoredEvents;
import dev.parley.postgres.PostgresConfig;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the broker to the list and to live devices, against a real PostgreSQL and a real AMQP broker. */
class NotificationVerticleTest {
    private static final TestBroker SERVER = TestBroker.start();

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final FakeGateway gateway = new FakeGateway(vertx);
    private final Map<RoomId, Audience> audiences = new ConcurrentHashMap<>();
    private final PostgresConfig database = PostgresFixture.freshDatabase();
    private final BreakableWire wire = await(BreakableWire.to(vertx, database.port()));
    private final Broker broker = await(Broker.connect(vertx, SERVER.config(1), "test"));
    private final Room room = group("Engine");
    private volatile Blocks blocks = new Blocks(List.of(), List.of());

    @BeforeEach
    void serveAudiences() {
        know(audience(room, ADA, BOB, EVE));
        await(bus.serve(RoomAddresses.AUDIENCE, request -> {
            var known = audiences.get(request.roomId());
            return known == null
                    ? Future.failedFuture(Failure.notFound("room").asException())
                    : Future.succeededFuture(known);
        }));
        await(bus.serve(ContactsAddresses.CHECK_BLOCKS, request -> Future.succeededFuture(blocks)));
    }

    @AfterEach
    void close() {
        await(broker.close().compose(closed -> vertx.close()));
    }

    @AfterAll
    static void stopBroker() {
        SERVER.close();
    }

    @Test
    void aMessageIsInTheListAndPushedToThoseWhoDoNotLook() {
        gateway.attach(BOB.id());
        gateway.attach(EVE.id(), room.id());
        deploy(1);
        publish(message(room, 2, ADA, "hello"));
        var listed = untilListed(BOB, 1).notifications().get(0);
        assertThat(listed.kind()).isEqualTo(Kind.MESSAGE);
        assertThat(listed.title()).isEqualTo("Engine · Ada");
        assertThat(listed.body()).isEqualTo("hello");
        assertThat(await(until(vertx, () -> pushed(BOB), some -> some.size() == 1)))
                .containsExactly(listed);
        assertThat(list(EVE).notifications()).isEmpty();
        assertThat(list(ADA).notifications()).isEmpty();
    }

    @Test
    void anEventDeliveredAgainAndToTwoNodesIsToldOnce() {
        gateway.attach(BOB.id());
        deploy(2);
        var events = LongStream.rangeClosed(1, 50)
                .mapToObj(seq -> message(room, seq, ADA, "n" + seq))
                .toList();
        for (int times = 0; times < 3; times++) {
            events.forEach(this::publish);
            publish(events.toArray(Event[]::new));
        }
        publish(message(room, 51, ADA, "last"));
        await(until(
                vertx,
                () -> pushed(BOB),
                some -> some.stream().anyMatch(one -> one.body().equals("last"))));
        untilListed(BOB, 51);
        await(until(vertx, () -> pushed(BOB), some -> some.size() >= 51));
        undeploy(); // nothing is under way any more
        assertThat(gateway.pushedTo(BOB.id())).hasSize(51).doesNotHaveDuplicates();
    }

    @Test
    void whoLeftIsNotToldOfWhatComesAfter() {
        deploy(1);
        publish(message(room, 2, ADA, "with eve"));
        untilListed(EVE, 1);
        know(audience(room, ADA, BOB)); // remembered with Eve, until the event says otherwise
        publish(left(room, 3, EVE), message(room, 4, ADA, "without eve"));
        untilListed(BOB, 2);
        assertThat(list(EVE).notifications()).hasSize(1);
    }

    @Test
    void whoBlocksTheSenderIsNotTold() {
        deploy(1);
        blocks = new Blocks(List.of(EVE.id()), List.of());
        publish(message(room, 2, ADA, "not for Eve"));
        untilListed(BOB, 1);
        assertThat(list(EVE).notifications()).isEmpty();
        blocks = new Blocks(List.of(), List.of());
        bus.publish(ContactsAddresses.BLOCK_CHANGED, new BlockChanged(EVE.id(), ADA.id(), false));
        publish(message(room, 3, ADA, "for all"));
        untilListed(EVE, 1);
    }

    @Test
    void whoIsAddedIsInvited() {
        deploy(1);
        publish(joined(room, 2, ADA, EVE));
        assertThat(untilListed(EVE, 1).notifications())
                .extracting(Notification::kind)
                .containsExactly(Kind.INVITATION);
        assertThat(list(BOB).notifications()).isEmpty();
    }

    @Test
    void aLargeGroupIsToldInChunks() {
        var many = IntStream.range(0, 2 * Notifier.CHUNK + 10)
                .mapToObj(i -> Samples.user("User" + i))
                .toList();
        var large = group("Everyone");
        know(audience(large, many.toArray(PublicUser[]::new)));
        deploy(1);
        publish(message(large, 2, ADA, "hello"), message(large, 3, ADA, "all"));
        many.forEach(user -> untilListed(user, 2));
    }

    @Test
    void whatIsUnreadableGoesToTheDeadLettersAndHoldsNothingUp() {
        deploy(1);
        var dead = Promise.<Delivery>promise();
        await(broker.consume(Topology.DEAD_QUEUE, 1, delivery -> {
            delivery.ack();
            dead.tryComplete(delivery);
        }));
        await(broker.publish(Topology.EVENTS_EXCHANGE, "", Buffer.buffer("{\"events\":[{\"secret\":1}]}")));
        publish(message(room, 2, ADA, "after"));
        untilListed(BOB, 1);
        assertThat(await(dead.future()).headers().get(DeadLetter.CAUSE))
                .asString()
                .startsWith("not readable as StoredEvents")
                .doesNotContain("secret");
    }

    @Test
    void aRoomThatIsGoneHoldsNothingUp() {
        deploy(1);
        publish(message(direct(), 2, ADA, "to a room that is gone"));
        publish(message(room, 2, ADA, "after"));
        untilListed(BOB, 1);
    }

    @Test
    void whilePostgresIsAwayEventsWaitAndRequestsAreUnavailable() {
        gateway.attach(BOB.id());
        deploy(1);
        await(wire.cut());
        publish(message(room, 2, ADA, "while it was away"));
        assertUnavailable(bus.request(NotificationAddresses.LIST, new ListNotifications(BOB.id(), null, 10)));
        assertUnavailable(bus.request(
                NotificationAddresses.MARK_READ, new MarkRead(BOB.id(), List.of(), true, null, SessionId.next())));
        assertThat(upOf("PostgreSQL")).isFalse();
        assertThat(upOf("RabbitMQ")).isTrue();
        assertThat(gateway.pushedTo(BOB.id())).isEmpty();
        wire.mend();
        untilListed(BOB, 1);
        assertThat(await(until(vertx, () -> pushed(BOB), some -> !some.isEmpty())))
                .hasSize(1);
        assertThat(upOf("PostgreSQL")).isTrue();
    }

    @Test
    void whatWasNotInTheListWhenTheProcessEndedIsDeliveredAgain() {
        deploy(1);
        await(wire.cut());
        publish(message(room, 2, ADA, "not stored yet"));
        assertUnavailable(bus.request(NotificationAddresses.LIST, new ListNotifications(BOB.id(), null, 10)));
        undeploy();
        wire.mend();
        deploy(1);
        untilListed(BOB, 1);
    }

    private void deploy(int times) {
        var throughWire = new PostgresConfig(
                "127.0.0.1", wire.port(), database.database(), database.user(), database.password(), 4);
        var config = NotificationConfig.withDefaults(throughWire, SERVER.config(1));
        await(gateway.start());
        for (int i = 0; i < times; i++) {
            await(vertx.deployVerticle(new NotificationVerticle(config, Metrics.none())));
        }
        await(gateway.beat());
    }

    private void undeploy() {
        await(Future.all(vertx.deploymentIDs().stream().map(vertx::undeploy).toList()));
    }

    private void know(Audience audience) {
        audiences.put(audience.room().id(), audience);
    }

    private void publish(Event... events) {
        var body = Buffer.buffer(Json.encodeBytes(StoredEvents.of(List.of(events))));
        await(broker.publish(Topology.EVENTS_EXCHANGE, "", body));
    }

    private Future<List<Notification>> pushed(PublicUser user) {
        return Future.succeededFuture(gateway.pushedTo(user.id()));
    }

    private NotificationPage list(PublicUser user) {
        return await(ask(user));
    }

    private Future<NotificationPage> ask(PublicUser user) {
        return bus.request(NotificationAddresses.LIST, new ListNotifications(user.id(), null, 100));
    }

    @CanIgnoreReturnValue
    private NotificationPage untilListed(PublicUser user, int count) {
        return await(until(vertx, () -> ask(user), page -> page.notifications().size() == count));
    }

    private static void assertUnavailable(Future<?> answer) {
        assertThatThrownBy(() -> await(answer))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.UNAVAILABLE));
    }

    private boolean upOf(String name) {
        return await(bus.request(HealthAddresses.of("notification"), new CheckHealth())).dependencies().stream()
                .filter(dependency -> dependency.name().equals(name))
                .findFirst()
                .map(HealthReport.Dependency::up)
                .orElseThrow();
    }
}
