package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.Await.until;
import static dev.parley.message.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import dev.parley.broker.BreakableWire;
import dev.parley.broker.Delivery;
import dev.parley.broker.Topology;
import dev.parley.model.bus.Json;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.IntentId;
import dev.parley.model.id.MessageId;
import dev.parley.model.live.EventNames;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.StoredEvents;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
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
class PipelineTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void everyMessageIsStoredOnceInOneOrderHoweverOftenItIsSent() {
        world.deploy();
        var room = world.group(world.ada, world.bob, world.cy);
        var sends = new ArrayList<Future<IntentOutcome>>();
        for (int i = 0; i < 100; i++) {
            for (var sender : List.of(world.ada, world.bob, world.cy)) {
                var post = text(sender.username() + " " + i);
                sends.add(world.send(sender, room, post));
                sends.add(world.send(sender, room, post));
            }
        }
        await(Future.all(sends));
        var log = world.log(world.ada, room);
        assertThat(seqs(log)).isEqualTo(LongStream.rangeClosed(1, 301).boxed().toList());
        for (var sender : List.of(world.ada, world.bob, world.cy)) {
            assertThat(texts(log).stream().filter(text -> text.startsWith(sender.username())))
                    .containsExactlyElementsOf(IntStream.range(0, 100)
                            .mapToObj(i -> sender.username() + " " + i)
                            .toList());
        }
        for (int i = 0; i < sends.size(); i += 2) {
            var first = sends.get(i).result();
            var second = sends.get(i + 1).result();
            assertThat(first.repeated()).isFalse();
            assertThat(second.repeated()).isTrue();
            assertThat(second.events()).isEqualTo(first.events());
        }
    }

    @Test
    void aResendLongAfterIsAnsweredWithTheFirstOne() {
        world.deploy();
        var room = world.group(world.ada, world.bob);
        var post = text("once");
        var first = await(world.send(world.ada, room, post));
        world.post(world.bob, room, "later");
        var permit = await(world.authorize(world.ada, room, post));
        assertThat(permit.stored()).isEqualTo(first.events().get(0));
        var again = await(world.send(world.ada, room, post));
        assertThat(again.repeated()).isTrue();
        assertThat(again.events()).isEqualTo(first.events());
        assertThat(texts(world.log(world.ada, room))).containsExactly("once", "later");
    }

    @Test
    void membersHearOfEveryEventInOrderTheSenderToo() {
        world.deploy();
        world.gateway.attach(world.ada.id());
        world.gateway.attach(world.bob.id());
        world.gateway.attach(world.cy.id());
        var room = world.group(world.ada, world.bob);
        await(Future.all(IntStream.range(0, 20)
                .mapToObj(i -> world.send(world.ada, room, text("m" + i)))
                .toList()));
        for (var member : List.of(world.ada, world.bob)) {
            until(() -> world.gateway.heardBy(member.id(), "message.created").size() == 20);
            assertThat(world.gateway.heardBy(member.id(), "message.created"))
                    .extracting(heard -> heard.data().getLong("seq"))
                    .isSorted();
        }
        assertThat(world.gateway.heardBy(world.cy.id(), "message.created")).isEmpty();
    }

    @Test
    void everyEventIsPublishedForOtherServices() {
        world.deploy();
        var published = new CopyOnWriteArrayList<Event>();
        await(world.publisher.consume(Topology.NOTIFICATIONS_QUEUE, 100, delivery -> collect(delivery, published)));
        var room = world.group(world.ada, world.bob);
        world.post(world.ada, room, "one");
        world.post(world.bob, room, "two");
        until(() -> published.size() == 3);
        assertThat(published).isEqualTo(world.log(world.ada, room));
    }

    @Test
    void whatFailsForAPassingReasonIsTriedAgainAndNothingIsLostOrReordered() {
        var logs = new CopyOnWriteArrayList<DisturbedLog>();
        world.deploy(log -> {
            var disturbed = new DisturbedLog(log);
            logs.add(disturbed);
            return disturbed;
        });
        var room = world.group(world.ada, world.bob);
        var passing = new MongoTimeoutException("away");
        int done = 0;
        for (var step : DisturbedLog.Step.values()) {
            for (var fault : List.of(DisturbedLog.Fault.FAILS_BEFORE, DisturbedLog.Fault.FAILS_AFTER)) {
                logs.get(0).next(step, fault, passing);
                world.post(world.ada, room, "m" + done++);
            }
        }
        assertThat(logs.get(0).faults).isEqualTo(6);
        var log = world.log(world.ada, room);
        assertThat(texts(log))
                .isEqualTo(IntStream.range(0, done).mapToObj(i -> "m" + i).toList());
        assertThat(seqs(log))
                .isEqualTo(LongStream.rangeClosed(1, done + 1).boxed().toList());
    }

    @ParameterizedTest
    @EnumSource
    void anOwnerThatGoesBetweenTwoStepsIsFinishedByTheNext(DisturbedLog.Step step) {
        var logs = new CopyOnWriteArrayList<DisturbedLog>();
        var itsWire = await(BreakableWire.to(world.vertx, world.brokerServer.port()));
        world.deploy(
                log -> {
                    var disturbed = new DisturbedLog(log);
                    logs.add(disturbed);
                    return disturbed;
                },
                itsWire);
        var room = world.group(world.ada, world.bob);
        world.post(world.ada, room, "before");
        logs.get(0).next(step, DisturbedLog.Fault.HANGS_AFTER, new IllegalStateException("unused"));
        var caught = world.send(world.ada, room, text("caught"));
        until(() -> logs.get(0).hanging);
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

    @Test
    void aPostThatIsRefusedAfterAllIsToldToItsSender() {
        world.deploy();
        world.gateway.attach(world.cy.id());
        var room = world.group(world.ada, world.bob, world.cy);
        await(world.send(world.ada, room, new RoomCommand.RemoveMember(world.cy.id())));
        var post = text("too late");
        var outcome = await(world.send(world.cy, room, post));
        assertThat(outcome.failure()).extracting(Failure::code).isEqualTo(FailureCode.FORBIDDEN);
        until(() ->
                world.gateway.heardBy(world.cy.id(), EventNames.MESSAGE_FAILED).size() == 1);
        var failed = world.gateway
                .heardBy(world.cy.id(), EventNames.MESSAGE_FAILED)
                .get(0)
                .data();
        assertThat(failed.getString("messageId"))
                .isEqualTo(MessageId.of(room, world.cy.id(), post.clientMessageId())
                        .value());
        assertThat(failed.getJsonObject("error").getString("code")).isEqualTo("FORBIDDEN");
    }

    @Test
    void anIntentDeliveredAgainHasItsEffectOnce() {
        world.deploy();
        var room = world.group(world.ada, world.bob);
        var leave = new Intent(
                IntentId.next(),
                room,
                world.bob,
                Instant.now(),
                FakeGateway.NODE,
                new RoomCommand.RemoveMember(world.bob.id()));
        var first = await(world.send(leave));
        var add = new Intent(
                IntentId.next(),
                room,
                world.ada,
                Instant.now(),
                FakeGateway.NODE,
                new RoomCommand.AddMembers(List.of(world.bob)));
        await(world.send(add));
        int before = world.gateway.outcomes().size();
        await(world.publish(room, Buffer.buffer(Json.encodeBytes(leave))));
        await(world.publish(room, Buffer.buffer(Json.encodeBytes(add))));
        until(() -> world.gateway.outcomes().size() == before + 2);
        var again = world.gateway.outcomes().subList(before, before + 2);
        assertThat(again).allMatch(IntentOutcome::repeated);
        assertThat(again.get(0).events()).isEqualTo(first.events());
        assertThat(world.log(world.ada, room))
                .extracting(Event::type)
                .containsExactly(EventType.ROOM_CREATED, EventType.MEMBER_LEFT, EventType.MEMBER_JOINED);
    }

    private static void collect(Delivery delivery, List<Event> into) {
        into.addAll(Json.decode(delivery.body().getBytes(), StoredEvents.class).events());
        delivery.ack();
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
