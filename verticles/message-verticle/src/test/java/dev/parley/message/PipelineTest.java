package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.Await.until;
import static dev.parley.message.World.text;
import static org.assertj.core.api.Assertions.assertThat;

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
