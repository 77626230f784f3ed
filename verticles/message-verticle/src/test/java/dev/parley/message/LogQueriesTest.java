package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.Await.until;
import static dev.parley.message.World.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.bus.Json;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.EventPage;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.GetMessage;
import dev.parley.model.rooms.ListEvents;
import dev.parley.model.rooms.ListMessages;
import dev.parley.model.rooms.ListRooms;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.MessagePage;
import dev.parley.model.rooms.Reaction;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomSummary;
import dev.parley.model.rooms.Sync;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogQueriesTest extends WorldFixture {
    @Test
    void historyPagesBothWaysAreOfMessagesAsTheyAreNow() {
        var room = world.group(ada, bob);
        var first = post(ada, room, "m0");
        for (int i = 1; i < 30; i++) {
            post(ada, room, "m" + i);
            done(world.perform(bob, room, new RoomCommand.React(first, "e" + i, true)));
        }
        done(world.perform(
                ada, room, new RoomCommand.EditMessage(first, text("m0!").content())));
        var newest = history(bob, room, null, null, 10);
        assertThat(texts(newest)).isEqualTo(names(20, 30));
        assertThat(newest.hasMore()).isTrue();
        var older = history(bob, room, newest.messages().get(0).seq(), null, 19);
        assertThat(texts(older)).isEqualTo(names(1, 20));
        assertThat(older.hasMore()).isTrue();
        var oldest = history(bob, room, older.messages().get(0).seq(), null, 10);
        assertThat(texts(oldest)).containsExactly("m0!");
        assertThat(oldest.hasMore()).isFalse();
        assertThat(oldest.messages().get(0).editedAt()).isNotNull();
        assertThat(oldest.messages().get(0).reactions()).hasSize(29).contains(new Reaction("e7", 1, true));
        var after = history(ada, room, null, oldest.messages().get(0).seq(), 5);
        assertThat(texts(after)).isEqualTo(names(1, 6));
        assertThat(after.hasMore()).isTrue();
        var last = history(ada, room, null, newest.messages().get(8).seq(), 5);
        assertThat(texts(last)).containsExactly("m29");
        assertThat(last.hasMore()).isFalse();
    }

    @Test
    void aDeletedMessageIsGoneFromHistoryAndFromTheLogItsEditsToo() {
        var room = world.group(ada, bob);
        var message = post(ada, room, "secret one");
        done(world.perform(
                ada,
                room,
                new RoomCommand.EditMessage(message, text("secret two").content())));
        done(world.perform(ada, room, new RoomCommand.DeleteMessage(message)));
        assertThat(history(bob, room, null, null, 10).messages().get(0).content())
                .isNull();
        var log = world.log(bob, room);
        assertThat(log)
                .extracting(event -> event.type())
                .containsExactly(
                        EventType.ROOM_CREATED,
                        EventType.MESSAGE_CREATED,
                        EventType.MESSAGE_EDITED,
                        EventType.MESSAGE_DELETED);
        assertThat(Json.encode(log)).doesNotContain("secret");
    }

    @Test
    void syncGivesWhatWasMissedInPagesAndTheRoomsOneDoesNotKnow() {
        var known = world.group(ada, bob);
        var fresh = world.group(ada, bob);
        await(Future.all(IntStream.range(0, 250)
                .mapToObj(i -> world.send(ada, known, text("m" + i)))
                .toList()));
        var first = sync(bob, Map.of(known, 1L));
        assertThat(first.get(0).events()).hasSize(200);
        assertThat(first.get(0).hasMore()).isTrue();
        long held = first.get(0).events().get(199).seq();
        var result = await(world.ask(RoomAddresses.SYNC, new Sync(bob.id(), Map.of(known, held))));
        assertThat(result.rooms().get(0).events()).hasSize(50);
        assertThat(result.rooms().get(0).hasMore()).isFalse();
        assertThat(result.rooms().get(0).lastSeq()).isEqualTo(251);
        assertThat(result.newRooms()).extracting(Room::id).containsExactly(fresh);
        assertThat(sync(bob, Map.of(known, 251L)).get(0).events()).isEmpty();
    }

    @Test
    void whoeverWasRemovedSyncsUpToTheirRemovalAndNothingLater() {
        var room = world.group(ada, bob, cy);
        post(ada, room, "for all");
        world.gateway.attach(cy.id());
        done(world.perform(ada, room, new RoomCommand.RemoveMember(cy.id())));
        post(ada, room, "not for cy");
        var page = sync(cy, Map.of(room, 1L)).get(0);
        assertThat(page.events())
                .extracting(event -> event.type())
                .containsExactly(EventType.MESSAGE_CREATED, EventType.MEMBER_LEFT);
        assertThat(page.hasMore()).isFalse();
        assertThat(page.lastSeq()).isEqualTo(3);
        until(() -> world.gateway.heardBy(cy.id(), "member.left").size() == 1);
        assertThat(world.gateway.heardBy(cy.id(), "member.left").get(0).leftRoom())
                .isEqualTo(room.value());
        assertThat(world.gateway.heardBy(cy.id(), "message.created")).isEmpty();
    }

    @Test
    void aRoomThatWasNeverOnesOwnIsLeftOutOfASync() {
        var foreign = world.group(ada, bob);
        assertThat(sync(cy, Map.of(foreign, 0L, RoomId.next(), 0L))).isEmpty();
    }

    @Test
    void namesAreThoseOfToday() {
        var room = world.group(ada, bob);
        post(ada, room, "hello");
        assertThat(history(bob, room, null, null, 10).messages().get(0).sender())
                .isEqualTo(ada);
        var gone = PublicUser.deleted(ada.id());
        world.people.rename(gone);
        until(() ->
                history(bob, room, null, null, 10).messages().get(0).sender().equals(gone));
        assertThat(Json.encode(world.log(bob, room))).doesNotContain("ADA");
    }

    @Test
    void thePageOfALogTellsWhereItEnds() {
        var room = world.group(ada, bob);
        post(ada, room, "one");
        post(ada, room, "two");
        var page = await(world.ask(RoomAddresses.EVENTS, new ListEvents(bob.id(), room, 1, 1)));
        assertThat(page.events()).hasSize(1);
        assertThat(page.hasMore()).isTrue();
        var end = await(world.ask(RoomAddresses.EVENTS, new ListEvents(bob.id(), room, 2, 10)));
        assertThat(end.hasMore()).isFalse();
        assertThat(end.lastSeq()).isEqualTo(3);
    }

    @Test
    void oneMessageIsReadAsItIsNowAndOnlyInItsRoom() {
        var room = world.group(ada, bob);
        var another = world.group(ada, bob);
        var id = post(ada, room, "tpyo");
        done(world.perform(ada, room, new RoomCommand.EditMessage(id, new Content("typo", List.of()))));

        var message = await(world.ask(RoomAddresses.GET_MESSAGE, new GetMessage(bob.id(), room, id)));
        assertThat(message.content()).isEqualTo(new Content("typo", List.of()));
        assertThatThrownBy(() -> done(world.ask(RoomAddresses.GET_MESSAGE, new GetMessage(bob.id(), another, id))))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refusal -> assertThat(refusal.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
    }

    private static void done(Future<?> future) {
        await(future);
    }

    @CanIgnoreReturnValue
    private MessageId post(PublicUser sender, RoomId room, String text) {
        var outcome = world.post(sender, room, text);
        return ((Message) outcome.events().get(0).data()).id();
    }

    private MessagePage history(
            PublicUser reader, RoomId room, @Nullable Long before, @Nullable Long after, int limit) {
        return await(world.ask(RoomAddresses.HISTORY, new ListMessages(reader.id(), room, before, after, limit)));
    }

    private List<EventPage> sync(PublicUser reader, Map<RoomId, Long> held) {
        return await(world.ask(RoomAddresses.SYNC, new Sync(reader.id(), held))).rooms();
    }

    private List<RoomSummary> rooms(PublicUser reader) {
        return await(world.ask(RoomAddresses.LIST_ROOMS, new ListRooms(reader.id(), null, 50)))
                .rooms();
    }

    private static List<String> texts(MessagePage page) {
        return page.messages().stream()
                .map(message ->
                        message.content() == null ? "" : message.content().text())
                .toList();
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
    }
}
