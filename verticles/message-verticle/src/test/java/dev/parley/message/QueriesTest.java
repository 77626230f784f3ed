package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.Await.until;
import static dev.parley.message.World.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.live.EventNames;
import dev.parley.model.rooms.AdvanceReceipt;
import dev.parley.model.rooms.EventPage;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.GetAudience;
import dev.parley.model.rooms.GetRoom;
import dev.parley.model.rooms.ListDirectPartners;
import dev.parley.model.rooms.ListMembers;
import dev.parley.model.rooms.ListRooms;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomSummary;
import dev.parley.model.rooms.SetMute;
import dev.parley.model.rooms.SetTyping;
import dev.parley.model.rooms.Sync;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueriesTest extends WorldFixture {
    @Test
    void roomsComeTheMostRecentlyActiveFirstWithWhatIsUnread() {
        var one = world.group(ada, bob);
        var two = world.group(ada, bob);
        var direct = world.direct(ada, bob);
        post(ada, two, "two");
        post(ada, one, "one");
        var last = post(ada, one, "one more");
        done(world.perform(
                ada, one, new RoomCommand.EditMessage(last, text("edited").content())));
        var page = await(world.ask(RoomAddresses.LIST_ROOMS, new ListRooms(bob.id(), null, 2)));
        assertThat(page.rooms()).extracting(RoomSummary::id).containsExactly(one, two);
        var top = page.rooms().get(0);
        assertThat(top.unreadCount()).isEqualTo(2);
        assertThat(top.lastMessage())
                .extracting(Message::content)
                .isEqualTo(text("edited").content());
        assertThat(top.partner()).isNull();
        var rest = await(world.ask(RoomAddresses.LIST_ROOMS, new ListRooms(bob.id(), page.nextCursor(), 2)));
        assertThat(rest.nextCursor()).isNull();
        assertThat(rest.rooms()).extracting(RoomSummary::id).containsExactly(direct);
        assertThat(rest.rooms().get(0).partner()).isEqualTo(ada);
        assertThat(rest.rooms().get(0).lastMessage()).isNull();
        assertThat(rooms(ada)).allMatch(room -> room.unreadCount() == 0);
    }

    @Test
    void receiptsMoveForwardsOnlyAndAreTold() {
        var room = world.group(ada, bob);
        world.gateway.attach(ada.id());
        for (int i = 0; i < 3; i++) {
            post(ada, room, "m" + i);
        }
        done(world.ask(RoomAddresses.RECEIPT, new AdvanceReceipt(bob.id(), room, 3, true)));
        done(world.ask(RoomAddresses.RECEIPT, new AdvanceReceipt(bob.id(), room, 2, true)));
        assertThat(rooms(bob).get(0).unreadCount()).isEqualTo(1);
        done(world.ask(RoomAddresses.RECEIPT, new AdvanceReceipt(bob.id(), room, 1_000, false)));
        var members = await(world.ask(RoomAddresses.LIST_MEMBERS, new ListMembers(ada.id(), room, null)))
                .members();
        assertThat(members.get(0).role()).isEqualTo(Role.OWNER);
        assertThat(members.get(1).deliveredSeq()).isEqualTo(4);
        assertThat(members.get(1).readSeq()).isEqualTo(3);
        until(() -> world.gateway.heardBy(ada.id(), EventNames.RECEIPT).size() == 2);
        var told = world.gateway.heardBy(ada.id(), EventNames.RECEIPT).get(1).data();
        assertThat(told.getLong("deliveredSeq")).isEqualTo(4);
        assertThat(told.getLong("readSeq")).isEqualTo(3);
    }

    @Test
    void whoeverJoinsHasNothingUnread() {
        var room = world.group(ada, bob);
        post(ada, room, "before");
        done(world.perform(ada, room, new RoomCommand.AddMembers(List.of()), cy.id()));
        until(() -> rooms(cy).get(0).unreadCount() == 0);
        post(ada, room, "after");
        assertThat(rooms(cy).get(0).unreadCount()).isEqualTo(1);
    }

    @Test
    void mutingIsOnesOwnAndEndsByItself() {
        var room = world.group(ada, bob, cy);
        done(world.ask(RoomAddresses.MUTE, new SetMute(bob.id(), room, true, null)));
        done(world.ask(
                RoomAddresses.MUTE,
                new SetMute(cy.id(), room, true, Instant.now().minusSeconds(1))));
        assertThat(rooms(bob).get(0).muted()).isTrue();
        assertThat(rooms(ada).get(0).muted()).isFalse();
        var audience = await(world.ask(RoomAddresses.AUDIENCE, new GetAudience(room)));
        assertThat(audience.members()).containsExactly(ada.id(), bob.id(), cy.id());
        assertThat(audience.muted()).containsExactly(bob.id());
        done(world.ask(RoomAddresses.MUTE, new SetMute(bob.id(), room, false, null)));
        assertThat(rooms(bob).get(0).muted()).isFalse();
    }

    @Test
    void typingIsToldToTheOthers() {
        var room = world.group(ada, bob);
        world.gateway.attach(ada.id());
        world.gateway.attach(bob.id());
        // Until the first is heard the directory may still be learning of who is attached.
        until(() -> {
            await(world.ask(RoomAddresses.TYPING, new SetTyping(ada.id(), room, true)));
            return !world.gateway.heardBy(bob.id(), EventNames.TYPING).isEmpty();
        });
        assertThat(world.gateway.heardBy(ada.id(), EventNames.TYPING)).isEmpty();
    }

    @Test
    void directPartnersAreThoseOfDirectRooms() {
        world.group(ada, bob, cy);
        world.direct(bob, ada);
        var partners = await(world.ask(RoomAddresses.DIRECT_PARTNERS, new ListDirectPartners(ada.id())));
        assertThat(partners.userIds()).containsExactly(bob.id());
    }

    @Test
    void aDeletedRoomIsGoneForEveryone() {
        var room = world.group(ada, bob);
        done(world.perform(ada, room, new RoomCommand.DeleteRoom()));
        assertThat(rooms(bob)).isEmpty();
        RefusalsTest.assertRefused(
                world.ask(RoomAddresses.GET_ROOM, new GetRoom(bob.id(), room)), FailureCode.NOT_FOUND);
        var page = sync(bob, Map.of(room, 1L)).get(0);
        assertThat(page.events()).extracting(event -> event.type()).containsExactly(EventType.ROOM_DELETED);
    }

    private static void done(Future<?> future) {
        await(future);
    }

    @CanIgnoreReturnValue
    private MessageId post(PublicUser sender, RoomId room, String text) {
        var outcome = world.post(sender, room, text);
        return ((Message) outcome.events().get(0).data()).id();
    }

    private List<EventPage> sync(PublicUser reader, Map<RoomId, Long> held) {
        return await(world.ask(RoomAddresses.SYNC, new Sync(reader.id(), held))).rooms();
    }

    private List<RoomSummary> rooms(PublicUser reader) {
        return await(world.ask(RoomAddresses.LIST_ROOMS, new ListRooms(reader.id(), null, 50)))
                .rooms();
    }
}
