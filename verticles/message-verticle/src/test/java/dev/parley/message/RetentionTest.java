package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.Await.until;
import static dev.parley.message.World.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.broker.Topology;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Json;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.rooms.AdvanceReceipt;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.GetMessage;
import dev.parley.model.rooms.GetRoom;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.ListMessages;
import dev.parley.model.rooms.ListRooms;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.MessagePage;
import dev.parley.model.rooms.MessagesRemoved;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomSummary;
import dev.parley.model.rooms.ScanMessages;
import dev.parley.model.rooms.StoredEvents;
import dev.parley.model.rooms.Sync;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a log whose beginning is older than its room keeps it, in an installation that keeps ten days. */
@Timeout(60)
class RetentionTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final World world = new World();
    private final TestClock clock = new TestClock();
    private final PublicUser ada = world.ada;
    private final PublicUser bob = world.bob;
    private final PublicUser cy = world.cy;

    @BeforeEach
    void deploy() {
        world.clock = clock;
        world.retention = DAY.multipliedBy(10);
        world.deploy();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatIsOldGoesAndWhatIsYoungerStaysWhereItWas() {
        var room = world.group(ada, bob);
        posts(room, "old", 450); // more than two pieces
        clock.pass(DAY.multipliedBy(6));
        posts(room, "young", 30);
        clock.pass(DAY.multipliedBy(5));

        until(() -> room(bob, room).firstSeq() == 452);

        assertThat(room(bob, room).lastSeq()).isEqualTo(481);
        assertThat(texts(history(room, null, null, 100))).isEqualTo(names("young", 30));
        var page = history(room, 470L, null, 10);
        assertThat(texts(page)).isEqualTo(names("young", 18).subList(8, 18));
        assertThat(page.hasMore()).isTrue();
        var last = history(room, 460L, null, 50);
        assertThat(texts(last)).isEqualTo(names("young", 8));
        assertThat(last.hasMore()).isFalse();
        assertThat(history(room, 452L, null, 50)).isEqualTo(new MessagePage(List.of(), false));
        assertThat(history(room, 5L, null, 50)).isEqualTo(new MessagePage(List.of(), false));
        assertThat(texts(history(room, null, 5L, 10))).isEqualTo(names("young", 10));
        var sync = await(world.ask(RoomAddresses.SYNC, new Sync(bob.id(), Map.of(room, 7L))))
                .rooms()
                .get(0);
        assertThat(sync.events()).extracting(Event::seq).startsWith(452L).endsWith(481L);
        assertThat(sync.hasMore()).isFalse();
        assertThat(sync.lastSeq()).isEqualTo(481);
        assertThat(sync.firstSeq()).isEqualTo(452);
        // The log begins anew before the last is counted.
        assertThat(world.measured
                        .counter(Instrument.MESSAGE_REMOVED
                                .exposedName()
                                .replace("_total", "")
                                .replace('_', '.'))
                        .count())
                .isEqualTo(450);
        assertThat(world.post(ada, room, "next").events().get(0).seq()).isEqualTo(482);
    }

    @Test
    void ofARoomWhereEverythingIsOldNobodyHasAnythingUnread() {
        var room = world.group(ada, bob);
        posts(room, "old", 5);
        clock.pass(DAY.multipliedBy(11));

        until(() -> room(bob, room).firstSeq() == 7);

        assertThat(history(room, null, null, 50)).isEqualTo(new MessagePage(List.of(), false));
        assertThat(listed(bob).lastMessage()).isNull();
        assertThat(listed(bob).unreadCount()).isZero();
        assertThat(listed(bob).lastSeq()).isEqualTo(6);
        assertThat(world.post(ada, room, "new").events().get(0).seq()).isEqualTo(7);
        assertThat(listed(bob).unreadCount()).isEqualTo(1);
        assertThat(texts(history(room, null, null, 50))).containsExactly("new");
        assertThat(history(room, null, null, 50).hasMore()).isFalse();
    }

    @Test
    void unreadAreOnlyThoseThatAreThere() {
        var room = world.group(ada, bob);
        posts(room, "old", 20);
        done(world.ask(RoomAddresses.RECEIPT, new AdvanceReceipt(bob.id(), room, 6, true)));
        clock.pass(DAY.multipliedBy(6));
        posts(room, "young", 3);
        assertThat(listed(bob).unreadCount()).isEqualTo(18);
        clock.pass(DAY.multipliedBy(5));

        until(() -> room(bob, room).firstSeq() > 1);

        assertThat(listed(bob).unreadCount()).isEqualTo(3);
        assertThat(listed(bob).lastMessage()).extracting(Message::seq).isEqualTo(24L);
        done(world.ask(RoomAddresses.RECEIPT, new AdvanceReceipt(bob.id(), room, 23, true)));
        assertThat(listed(bob).unreadCount()).isEqualTo(1);
    }

    @Test
    void aRoomsOwnRetentionCountsInsteadOfTheInstallations() {
        var shorter = world.group(ada, bob);
        var usual = world.group(ada, bob);
        var longer = world.group(ada, bob);
        assertThat(keep(shorter, 2).events())
                .singleElement()
                .extracting(Event::type)
                .isEqualTo(EventType.ROOM_UPDATED);
        keep(longer, 3650);
        List.of(shorter, usual, longer).forEach(room -> post(room, "hello"));
        assertThat(room(bob, shorter).retentionDays()).isEqualTo(2);
        assertThat(room(bob, usual).retentionDays()).isNull();

        clock.pass(DAY.multipliedBy(3));
        until(() -> isEmpty(shorter));
        assertThat(isEmpty(usual)).isFalse();

        clock.pass(DAY.multipliedBy(8));
        until(() -> isEmpty(usual));
        assertThat(isEmpty(longer)).isFalse();

        keep(longer, 0); // as the installation has it
        until(() -> isEmpty(longer));
        assertThat(room(bob, longer).retentionDays()).isNull();
    }

    @Test
    void ofPeopleNothingIsForgottenAndEveryClientCatchesUpFromWhereverItWas() {
        var room = world.group(ada, bob);
        for (int i = 0; i < 4; i++) {
            post(room, "m" + i);
            done(world.perform(ada, room, new RoomCommand.AddMembers(List.of()), cy.id()));
            done(world.perform(ada, room, new RoomCommand.RemoveMember(cy.id())));
            done(world.perform(ada, room, new RoomCommand.UpdateRoom("Name " + i, null, null)));
        }
        clock.pass(DAY.multipliedBy(6));
        var after = post(room, "young");
        var expected = world.log(bob, room).stream()
                .filter(event -> event.type() != EventType.MESSAGE_CREATED
                        || event.data() instanceof Message m && m.id().equals(after))
                .toList();
        assertThat(expected).hasSize(1 + 12 + 1);
        clock.pass(DAY.multipliedBy(5));

        until(() -> room(bob, room).firstSeq() == 18);

        for (long held = 0; held <= 18; held++) {
            long from = held;
            var missed = expected.stream().filter(event -> event.seq() > from).toList();
            for (int limit : new int[] {1, 5, 13, 500}) {
                assertThat(RetentionPages.all(world, bob, room, held, limit))
                        .as("after %s by %s", held, limit)
                        .isEqualTo(missed);
            }
            var sync = await(world.ask(RoomAddresses.SYNC, new Sync(bob.id(), Map.of(room, held))));
            assertThat(sync.rooms().get(0).events()).isEqualTo(missed);
            assertThat(sync.rooms().get(0).hasMore()).isFalse();
        }
        var gone = await(world.ask(RoomAddresses.SYNC, new Sync(cy.id(), Map.of(room, 2L))));
        assertThat(gone.rooms().get(0).events())
                .hasSize(11)
                .last()
                .extracting(Event::type)
                .isEqualTo(EventType.MEMBER_LEFT);
        assertThat(gone.rooms().get(0).hasMore()).isFalse();
    }

    @Test
    void anEditDoesNotOutliveItsMessage() {
        var room = world.group(ada, bob);
        var message = post(room, "secret one");
        var reply = post(room, "young enough");
        clock.pass(DAY.multipliedBy(9));
        done(edit(message, room, "secret two"));
        done(world.perform(bob, room, new RoomCommand.React(message, "👍", true)));
        clock.pass(DAY.multipliedBy(2));

        until(() -> room(bob, room).firstSeq() == 4);

        var log = world.log(bob, room);
        assertThat(log)
                .extracting(Event::type)
                .containsExactly(EventType.ROOM_CREATED, EventType.MESSAGE_EDITED, EventType.REACTION_UPDATED);
        assertThat(Json.encode(log)).doesNotContain("secret");
        for (var id : List.of(message, reply)) {
            assertRefused(world.ask(RoomAddresses.GET_MESSAGE, new GetMessage(bob.id(), room, id)));
        }
        clock.pass(DAY.multipliedBy(9));
        until(() -> world.log(bob, room).size() == 1);
    }

    @Test
    void whatIsTooOldIsNotEditedAnyMoreEvenBeforeItGoes() {
        world.retention = Duration.ZERO;
        var room = world.group(ada, bob);
        var message = post(room, "old");
        keep(room, 2);
        clock.pass(DAY.multipliedBy(2)); // too old, and for some seconds more in the log

        assertRefused(edit(message, room, "new"));
        done(world.perform(ada, room, new RoomCommand.DeleteMessage(message)));
    }

    @Test
    void whatIsSentAgainAfterItIsGoneIsStoredAnewUnderItsId() {
        var room = world.group(ada, bob);
        var command = text("again");
        var first = await(world.send(ada, room, command)).events().get(0);
        clock.pass(DAY.multipliedBy(11));
        until(() -> isEmpty(room));

        var second = await(world.send(ada, room, command));

        assertThat(second.repeated()).isFalse();
        assertThat(second.events().get(0).seq()).isEqualTo(first.seq() + 1);
        assertThat(((Message) second.events().get(0).data()).id()).isEqualTo(((Message) first.data()).id());
    }

    @Test
    void whoeverKeepsSomethingOfThemIsTold() {
        var removed = new CopyOnWriteArrayList<MessagesRemoved>();
        await(world.publisher.consume(Topology.SEARCH_QUEUE, 64, delivery -> {
            removed.addAll(
                    Json.decode(delivery.body().getBytes(), StoredEvents.class).removed());
            delivery.ack();
        }));
        var room = world.group(ada, bob);
        var one = post(room, "one");
        done(world.perform(ada, room, new RoomCommand.DeleteMessage(one)));
        var two = post(room, "two");
        clock.pass(DAY.multipliedBy(11));

        until(() -> isEmpty(room));

        until(() -> !removed.isEmpty());
        assertThat(removed)
                .containsExactly(new MessagesRemoved(
                        room, List.of(new MessagesRemoved.Removed(2, one), new MessagesRemoved.Removed(4, two))));
        var scan = await(world.ask(RoomAddresses.SCAN_MESSAGES, new ScanMessages(room, 0)));
        assertThat(scan.messages()).isEmpty();
        assertThat(scan.hasMore()).isFalse();
    }

    @Test
    void anOutageOfTheStoreOrTheBrokerOnlyDelaysIt() {
        var room = world.group(ada, bob);
        posts(room, "old", 300);
        await(world.brokerWire.cut());
        clock.pass(DAY.multipliedBy(11));
        done(world.vertx.timer(200)); // some sweeps fail
        assertThat(texts(history(room, null, null, 100))).hasSize(100); // nobody was told: nothing is gone
        await(world.mongoWire.cut());
        world.brokerWire.mend();
        world.mongoWire.mend();

        until(() -> isEmptyNow(room));
    }

    private boolean isEmptyNow(RoomId room) {
        try {
            return isEmpty(room);
        } catch (FailureException stillAway) {
            return false;
        }
    }

    private void posts(RoomId room, String name, int count) {
        await(Future.all(IntStream.range(0, count)
                .mapToObj(i -> world.send(ada, room, text(name + i)))
                .toList()));
    }

    @CanIgnoreReturnValue
    private MessageId post(RoomId room, String text) {
        return ((Message) world.post(ada, room, text).events().get(0).data()).id();
    }

    private Future<?> edit(MessageId message, RoomId room, String text) {
        return world.perform(
                ada, room, new RoomCommand.EditMessage(message, text(text).content()));
    }

    @CanIgnoreReturnValue
    private IntentOutcome keep(RoomId room, int days) {
        return await(world.perform(ada, room, new RoomCommand.UpdateRoom(null, null, days)));
    }

    private boolean isEmpty(RoomId room) {
        return history(room, null, null, 1).messages().isEmpty();
    }

    private Room room(PublicUser reader, RoomId room) {
        return await(world.ask(RoomAddresses.GET_ROOM, new GetRoom(reader.id(), room)));
    }

    private RoomSummary listed(PublicUser reader) {
        return await(world.ask(RoomAddresses.LIST_ROOMS, new ListRooms(reader.id(), null, 50)))
                .rooms()
                .get(0);
    }

    private MessagePage history(RoomId room, @Nullable Long before, @Nullable Long after, int limit) {
        return await(world.ask(RoomAddresses.HISTORY, new ListMessages(bob.id(), room, before, after, limit)));
    }

    private static List<String> texts(MessagePage page) {
        return page.messages().stream()
                .map(message ->
                        message.content() == null ? "" : message.content().text())
                .toList();
    }

    private static List<String> names(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).toList();
    }

    private static void assertRefused(Future<?> asked) {
        assertThatThrownBy(() -> done(asked))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refusal -> assertThat(refusal.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
    }

    private static void done(Future<?> future) {
        await(future);
    }
}
