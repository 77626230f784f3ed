package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.Await.until;
import static dev.parley.message.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.broker.BreakableWire;
import dev.parley.broker.Delivery;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Json;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomCommand.AddMembers;
import dev.parley.model.rooms.StoredEvents;
import io.micrometer.core.instrument.Gauge;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Invariant: stored is announced. Every event of the log reaches parley.events, wherever its owner was cut off. */
@Timeout(90)
class AnnouncementTest {
    private static final IllegalStateException UNUSED = new IllegalStateException("unused");

    private final World world = new World();

    /** By seq, of the one room that each test has. */
    private final Map<Long, Event> announced = new ConcurrentHashMap<>();

    private final Collection<Event> everyCopy = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void anOwnerKilledBetweenTwoStepsLeavesNoEventUnannounced(DisturbedLog.Step step) {
        listen();
        var itsWire = await(BreakableWire.to(world.vertx, world.brokerServer.port()));
        var disturbed = world.deployDisturbed(itsWire);
        var room = world.group(world.ada, world.bob);
        disturbed.next(step, DisturbedLog.Fault.HANGS_AFTER, UNUSED);
        var caught = world.send(world.ada, room, text("caught"));
        until(() -> disturbed.hanging);

        world.deploy();
        await(itsWire.cut()); // as if its process were killed

        assertThat(await(caught).failure()).isNull();
        assertEverythingIsAnnounced(room, 2);
    }

    @Test
    void anOwnerKilledBetweenCommitAndConfirmLeavesNoEventUnannounced() {
        listen();
        var itsWire = await(BreakableWire.to(world.vertx, world.brokerServer.port()));
        var disturbed = world.deployDisturbed(itsWire);
        var room = world.group(world.ada, world.bob);
        disturbed.afterCommit(itsWire::hold); // what it publishes never gets there
        assertThat(world.post(world.ada, room, "caught").repeated()).isFalse(); // it has told its sender
        assertThat(world.log(world.ada, room)).hasSize(2);

        world.deploy();
        await(itsWire.cut());

        assertEverythingIsAnnounced(room, 2);
    }

    @Test
    void whatIsStoredWhileTheBrokerIsOutOfReachIsCountedAndAnnouncedLater() {
        listen();
        var disturbed = world.deployDisturbed(world.brokerWire);
        var room = world.group(world.ada, world.bob);
        assertEverythingIsAnnounced(room, 1);
        until(() -> sum("parley.message.partition.unannounced") == 0);
        disturbed.afterCommit(world.brokerWire::hold);
        world.post(world.ada, room, "meanwhile");

        until(() -> sum("parley.message.partition.unannounced") == 1);
        until(() -> sum("parley.message.partition.unannounced.seconds") > 0);
        assertThat(announced).hasSize(1);

        world.brokerWire.mend();
        assertEverythingIsAnnounced(room, 2);
        until(() -> sum("parley.message.partition.unannounced") == 0);
        assertThat(sum("parley.message.partition.unannounced.seconds")).isZero();
    }

    @Test
    void anIntentOfSeveralEventsCutShortIsAnnouncedAsAWhole() {
        listen();
        var itsWire = await(BreakableWire.to(world.vertx, world.brokerServer.port()));
        var disturbed = world.deployDisturbed(itsWire);
        var room = world.group(world.ada);
        disturbed.next(DisturbedLog.Step.APPEND, DisturbedLog.Fault.HANGS_HALFWAY, UNUSED);
        var add = world.send(world.ada, room, new AddMembers(List.of(world.bob, world.cy)));
        until(() -> disturbed.hanging);

        world.deploy();
        await(itsWire.cut());

        assertThat(await(add).events())
                .extracting(Event::type)
                .containsExactly(EventType.MEMBER_JOINED, EventType.MEMBER_JOINED);
        assertEverythingIsAnnounced(room, 3);
    }

    @Test
    void theHeirOfAnOwnerWhoLeftIsAnnouncedToo() {
        listen();
        var itsWire = await(BreakableWire.to(world.vertx, world.brokerServer.port()));
        var disturbed = world.deployDisturbed(itsWire);
        var room = world.group(world.ada, world.bob);
        disturbed.next(DisturbedLog.Step.COMMIT, DisturbedLog.Fault.HANGS_AFTER, UNUSED);
        var leave = world.send(world.ada, room, new RoomCommand.RemoveMember(world.ada.id()));
        until(() -> disturbed.hanging);

        world.deploy();
        await(itsWire.cut());

        assertThat(await(leave).repeated()).isTrue();
        until(() -> announced.size() == 3);
        assertThat(inOrder())
                .extracting(Event::type)
                .containsExactly(EventType.ROOM_CREATED, EventType.MEMBER_ROLE, EventType.MEMBER_LEFT);
    }

    @Test
    void whatAnIntentHadStoredBeforeItWasGivenUpIsAnnouncedWithTheNextOfItsRoom() {
        listen();
        var disturbed = world.deployDisturbed(world.brokerWire);
        var room = world.group(world.ada, world.bob);
        disturbed.always(DisturbedLog.Step.APPLY, new IllegalArgumentException("document too large"));
        assertThat(await(world.send(world.ada, room, text("given up"))).failure())
                .isNotNull();
        disturbed.never();

        world.post(world.ada, room, "next");

        assertEverythingIsAnnounced(room, 3);
    }

    @Test
    void anEventThatIsPublishedAgainIsTheSameEvent() {
        listen();
        world.deploy();
        var room = world.group(world.ada, world.bob);
        var post = text("once");
        await(world.send(world.ada, room, post));
        await(world.send(world.ada, room, post));

        until(() -> everyCopy.stream().filter(event -> event.seq() == 2).count() == 2);
        assertThat(everyCopy).filteredOn(event -> event.seq() == 2).containsOnly(announced.get(2L));
        assertEverythingIsAnnounced(room, 2);
    }

    private void listen() {
        await(world.publisher.consume(Topology.NOTIFICATIONS_QUEUE, 100, this::collect));
    }

    private void collect(Delivery delivery) {
        for (var event :
                Json.decode(delivery.body().getBytes(), StoredEvents.class).events()) {
            everyCopy.add(event);
            announced.put(event.seq(), event);
        }
        delivery.ack();
    }

    private void assertEverythingIsAnnounced(RoomId room, int events) {
        until(() -> announced.size() >= events);
        assertThat(inOrder()).isEqualTo(world.log(world.ada, room)).hasSize(events);
    }

    private List<Event> inOrder() {
        return List.copyOf(new TreeMap<>(announced).values());
    }

    private double sum(String gauge) {
        return world.measured.get(gauge).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }
}
