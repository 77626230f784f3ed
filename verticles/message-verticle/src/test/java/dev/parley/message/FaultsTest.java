package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.Await.until;
import static dev.parley.message.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import dev.parley.broker.BreakableWire;
import dev.parley.broker.Delivery;
import dev.parley.broker.Topology;
import dev.parley.model.id.RoomId;
import dev.parley.model.live.EventNames;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.GetRoom;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.ListMembers;
import dev.parley.model.rooms.ListRooms;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(90)
class FaultsTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatFailsForAPassingReasonIsTriedAgainAndNothingIsLostOrReordered() {
        var disturbed = world.deployDisturbed(world.brokerWire);
        var room = world.group(world.ada, world.bob);
        var passing = new MongoTimeoutException("away");
        int done = 0;
        for (var step : DisturbedLog.Step.values()) {
            for (var fault : List.of(DisturbedLog.Fault.FAILS_BEFORE, DisturbedLog.Fault.FAILS_AFTER)) {
                disturbed.next(step, fault, passing);
                world.post(world.ada, room, "m" + done++);
            }
        }
        assertThat(disturbed.faults).isEqualTo(6);
        var log = world.log(world.ada, room);
        assertThat(texts(log))
                .isEqualTo(IntStream.range(0, done).mapToObj(i -> "m" + i).toList());
        assertThat(seqs(log))
                .isEqualTo(LongStream.rangeClosed(1, done + 1).boxed().toList());
    }

    @Test
    void whatIsAskedForBetweenACommitAndItsTellingIsAsNewAsItsLastSeq() {
        var disturbed = world.deployDisturbed(world.brokerWire);
        var room = world.group(world.ada, world.bob); // the caches know it now
        disturbed.next(DisturbedLog.Step.COMMIT, DisturbedLog.Fault.HANGS_AFTER, new IllegalStateException("hangs"));
        var neverAnswered = world.send(world.ada, room, new RoomCommand.RemoveMember(world.bob.id()));
        Await.until(() -> disturbed.hanging);

        var listed = await(world.ask(RoomAddresses.LIST_ROOMS, new ListRooms(world.ada.id(), null, 1)))
                .rooms()
                .get(0);
        var got = await(world.ask(RoomAddresses.GET_ROOM, new GetRoom(world.ada.id(), room)));
        var members = await(world.ask(RoomAddresses.LIST_MEMBERS, new ListMembers(world.ada.id(), room, null)));

        assertThat(neverAnswered.isComplete()).isFalse();
        assertThat(listed.lastSeq()).isEqualTo(2);
        assertThat(listed.memberCount()).isEqualTo(1);
        assertThat(got.lastSeq()).isEqualTo(2);
        assertThat(got.memberCount()).isEqualTo(1);
        assertThat(members.members()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void anOwnerThatGoesBetweenTwoStepsIsFinishedByTheNext(DisturbedLog.Step step) {
        var itsWire = await(BreakableWire.to(world.vertx, world.brokerServer.port()));
        var disturbed = world.deployDisturbed(itsWire);
        var room = world.group(world.ada, world.bob);
        world.post(world.ada, room, "before");
        disturbed.next(step, DisturbedLog.Fault.HANGS_AFTER, new IllegalStateException("unused"));
        var caught = world.send(world.ada, room, text("caught"));
        until(() -> disturbed.hanging);
        assertThat(caught.isComplete()).isFalse();
        world.deploy();
        await(itsWire.cut()); // as if its process were killed
        assertThat(await(caught).failure()).isNull();
        var after = world.post(world.bob, room, "after");
        assertThat(after.events()).extracting(Event::seq).containsExactly(4L);
        assertThat(texts(world.log(world.ada, room))).containsExactly("before", "caught", "after");
    }

    @Test
    void aSecondConsumerTakesOverWithEverythingThatWasNotAcknowledged() {
        var first = world.deploy();
        world.deploy();
        var room = world.group(world.ada, world.bob);
        var sends = IntStream.range(0, 200)
                .mapToObj(i -> world.send(world.ada, room, text("m" + i)))
                .toList();
        await(sends.get(20));
        await(world.vertx.undeploy(first));
        await(Future.all(sends));
        world.post(world.bob, room, "to the second");
        var log = world.log(world.ada, room);
        assertThat(texts(log).subList(0, 200))
                .isEqualTo(IntStream.range(0, 200).mapToObj(i -> "m" + i).toList());
        assertThat(seqs(log)).doesNotHaveDuplicates().hasSize(202);
    }

    @Test
    void aNodeThatComesTakesAShareAndLeavesTheOrderAsItIs() {
        var first = world.deployDisturbed(world.brokerWire);
        var rooms = roomInEachPartition();
        var second = world.deployDisturbed(world.brokerWire);

        var sends = new ArrayList<Future<IntentOutcome>>();
        Await.until(() -> {
            first.appends = 0;
            second.appends = 0;
            rooms.forEach(room -> {
                int number = sends.size() / rooms.size();
                sends.add(world.send(world.ada, room, text("m" + number)));
            });
            await(Future.all(sends.subList(sends.size() - rooms.size(), sends.size())));
            return first.appends == 1 && second.appends == 1;
        });

        await(Future.all(sends));
        for (var room : rooms) {
            var log = world.log(world.ada, room);
            assertThat(texts(log))
                    .isEqualTo(IntStream.range(0, sends.size() / rooms.size())
                            .mapToObj(i -> "m" + i)
                            .toList());
            assertThat(seqs(log)).doesNotHaveDuplicates();
        }
    }

    private List<RoomId> roomInEachPartition() {
        var rooms = new ArrayList<RoomId>();
        while (rooms.size() < World.PARTITIONS) {
            var room = world.group(world.ada, world.bob);
            if (room.partition(World.PARTITIONS) == rooms.size()) {
                rooms.add(room);
            }
        }
        return rooms;
    }

    @Test
    void aLostBrokerConnectionLosesAndRepeatsNothing() {
        world.deploy();
        var room = world.group(world.ada, world.bob);
        var sends = new ArrayList<Future<IntentOutcome>>();
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 50; i++) {
                sends.add(world.send(world.ada, room, text("m" + (round * 50 + i))));
            }
            await(sends.get(round * 50));
            await(world.brokerWire.drop());
        }
        await(Future.all(sends));
        assertThat(texts(world.log(world.ada, room)))
                .isEqualTo(IntStream.range(0, 200).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void withMongoAwayIntentsWaitInOrderAndAreStoredWhenItIsBack() {
        world.deploy();
        var room = world.group(world.ada, world.bob);
        world.post(world.ada, room, "before");
        await(world.mongoWire.cut());
        var waiting = IntStream.range(0, 20)
                .mapToObj(i -> world.send(world.ada, room, text("m" + i)))
                .toList();
        // Members may go on sending: what they may do is known from memory.
        assertThat(await(world.authorize(world.ada, room, text("meanwhile"))).stored())
                .isNull();
        assertThat(waiting).noneMatch(Future::isComplete);
        world.mongoWire.mend();
        await(Future.all(waiting));
        var texts = texts(world.log(world.ada, room));
        assertThat(texts.subList(1, 21))
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndTheRestGoesOn() {
        world.deploy();
        var dead = new CopyOnWriteArrayList<Delivery>();
        await(world.publisher.consume(Topology.DEAD_QUEUE, 10, dead::add));
        var room = world.group(world.ada, world.bob);
        await(world.publish(room, Buffer.buffer("not json")));
        await(world.publish(room, Buffer.buffer("{\"id\":\"x\"}")));
        world.post(world.ada, room, "goes on");
        until(() -> dead.size() == 2);
        assertThat(dead).extracting(letter -> letter.body().toString()).containsExactly("not json", "{\"id\":\"x\"}");
    }

    @Test
    void whatTheStoreRefusesIsGivenUpAloneAndItsSenderHears() {
        var logs = new CopyOnWriteArrayList<RefusingLog>();
        world.deploy(log -> {
            var refusing = new RefusingLog(log, "poison");
            logs.add(refusing);
            return refusing;
        });
        world.gateway.attach(world.ada.id());
        var dead = new CopyOnWriteArrayList<Delivery>();
        await(world.publisher.consume(Topology.DEAD_QUEUE, 10, dead::add));
        var room = world.group(world.ada, world.bob);
        var sends = List.of(
                world.send(world.ada, room, text("one")),
                world.send(world.ada, room, text("poison")),
                world.send(world.ada, room, text("two")));
        await(Future.all(sends));
        assertThat(sends.get(1).result().failure()).isNotNull();
        assertThat(texts(world.log(world.ada, room))).containsExactly("one", "two");
        until(() -> dead.size() == 1);
        until(() ->
                world.gateway.heardBy(world.ada.id(), EventNames.MESSAGE_FAILED).size() == 1);
    }

    private static List<Long> seqs(List<Event> events) {
        return events.stream().map(Event::seq).toList();
    }

    static List<String> texts(List<Event> events) {
        var texts = new ArrayList<String>();
        for (var event : events) {
            if (event.data() instanceof Message message && message.content() != null) {
                texts.add(message.content().text());
            }
        }
        return texts;
    }
}
