package dev.parley.message;

import static dev.parley.message.Await.await;
import static dev.parley.message.Await.until;
import static dev.parley.message.World.text;
import static dev.parley.model.failure.FailureCode.FORBIDDEN;
import static dev.parley.model.failure.FailureCode.INVALID_REQUEST;
import static dev.parley.model.failure.FailureCode.NOT_FOUND;
import static dev.parley.model.failure.FailureCode.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.health.CheckHealth;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.AdvanceReceipt;
import dev.parley.model.rooms.GetAudience;
import dev.parley.model.rooms.GetMessage;
import dev.parley.model.rooms.GetRoom;
import dev.parley.model.rooms.ListEvents;
import dev.parley.model.rooms.ListMembers;
import dev.parley.model.rooms.ListMessages;
import dev.parley.model.rooms.ListRooms;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomCommand.AddMembers;
import dev.parley.model.rooms.RoomCommand.CreateRoom;
import dev.parley.model.rooms.RoomType;
import dev.parley.model.rooms.SetMute;
import dev.parley.model.rooms.SetTyping;
import dev.parley.model.rooms.Sync;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RefusalsTest extends WorldFixture {
    private static final MessageId SOME_MESSAGE = new MessageId("01980000-0000-8000-8000-000000000000");

    @Test
    void whoeverIsNotInARoomIsRefusedEverythingAndAnUnknownRoomIsNotFound() {
        var room = world.group(ada, bob);
        everythingOf(cy, room).forEach(asked -> assertRefused(asked, FORBIDDEN));
        everythingOf(cy, RoomId.next()).forEach(asked -> assertRefused(asked, NOT_FOUND));
    }

    private List<Future<?>> everythingOf(PublicUser caller, RoomId room) {
        return List.of(
                world.authorize(caller, room, text("x")),
                world.authorize(caller, room, new RoomCommand.DeleteRoom()),
                world.authorize(caller, room, new AddMembers(List.of()), caller.id()),
                world.ask(RoomAddresses.GET_ROOM, new GetRoom(caller.id(), room)),
                world.ask(RoomAddresses.LIST_MEMBERS, new ListMembers(caller.id(), room, null)),
                world.ask(RoomAddresses.HISTORY, new ListMessages(caller.id(), room, null, null, 10)),
                world.ask(RoomAddresses.GET_MESSAGE, new GetMessage(caller.id(), room, SOME_MESSAGE)),
                world.ask(RoomAddresses.EVENTS, new ListEvents(caller.id(), room, 0, 10)),
                world.ask(RoomAddresses.RECEIPT, new AdvanceReceipt(caller.id(), room, 1, true)),
                world.ask(RoomAddresses.TYPING, new SetTyping(caller.id(), room, true)),
                world.ask(RoomAddresses.MUTE, new SetMute(caller.id(), room, true, null)));
    }

    @Test
    void peopleWhoDoNotExistCannotBeGathered() {
        var room = RoomId.next();
        var group = new CreateRoom(RoomType.GROUP, "Group", List.of());
        assertThatThrownBy(() -> await(world.authorize(ada, room, group, bob.id(), UserId.next())))
                .isInstanceOfSatisfying(FailureException.class, refusal -> {
                    assertThat(refusal.failure().code()).isEqualTo(INVALID_REQUEST);
                    assertThat(refusal.failure().errors()).extracting("field").containsExactly("memberIds");
                });
    }

    @Test
    void thePermitNamesThePeople() {
        var group = new CreateRoom(RoomType.GROUP, "Group", List.of());
        var permit = await(world.authorize(ada, RoomId.next(), group, bob.id(), ada.id(), bob.id()));
        assertThat(permit.command()).isEqualTo(new CreateRoom(RoomType.GROUP, "Group", List.of(bob)));
    }

    @Test
    void whoeverIsBlockedCannotOpenADirectRoomNorWriteToOneNorTypeInIt() {
        var room = world.direct(ada, bob);
        assertThat(await(world.authorize(bob, room, text("hello"))).stored()).isNull();
        world.people.block(ada.id(), bob.id(), true);
        until(() -> refusal(world.authorize(bob, room, text("hello"))) == FORBIDDEN);
        assertRefused(world.ask(RoomAddresses.TYPING, new SetTyping(bob.id(), room, true)), FORBIDDEN);
        assertRefused(
                world.authorize(bob, room, new CreateRoom(RoomType.DIRECT, null, List.of()), ada.id()), FORBIDDEN);
        assertRefused(
                world.authorize(bob, RoomId.next(), new CreateRoom(RoomType.GROUP, "G", List.of()), ada.id()),
                FORBIDDEN);
        assertThat(await(world.authorize(ada, room, text("still may"))).stored())
                .isNull();
        world.people.block(ada.id(), bob.id(), false);
        until(() -> refusal(world.authorize(bob, room, text("hello"))) == null);
    }

    @Test
    void askingForADirectRoomAgainAnswersTheSameOne() {
        var room = world.direct(ada, bob);
        var again = await(world.perform(bob, room, new CreateRoom(RoomType.DIRECT, null, List.of()), ada.id()));
        assertThat(again.repeated()).isTrue();
        assertThat(again.room()).isNotNull().extracting("id").isEqualTo(room);
        assertThat(world.log(bob, room)).hasSize(1);
    }

    @Test
    void whoeverWasJustAddedMayPostAtOnceAndWhoeverWasRemovedMayNot() {
        var room = world.group(ada, bob);
        assertRefused(world.authorize(cy, room, text("x")), FORBIDDEN);
        await(world.perform(ada, room, new AddMembers(List.of()), cy.id()));
        assertThat(await(world.perform(cy, room, text("x"))).failure()).isNull();
        await(world.perform(ada, room, new RoomCommand.RemoveMember(cy.id())));
        assertRefused(world.authorize(cy, room, text("x")), FORBIDDEN);
    }

    @Test
    void withMongoAwayQueriesAreUnavailableInTimeAndHealthSaysSo() {
        var room = world.group(ada, bob);
        await(world.mongoWire.cut());
        var begun = System.nanoTime();
        assertRefused(world.ask(RoomAddresses.HISTORY, new ListMessages(ada.id(), room, null, null, 10)), UNAVAILABLE);
        assertRefused(world.ask(RoomAddresses.SYNC, new Sync(ada.id(), Map.of(room, 0L))), UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(4_100));
        assertThat(await(world.ask(HealthAddresses.of("message"), new CheckHealth()))
                        .dependencies())
                .containsExactly(
                        new HealthReport.Dependency("MongoDB", false), new HealthReport.Dependency("RabbitMQ", true));
        world.mongoWire.mend();
        until(() -> refusal(world.ask(RoomAddresses.LIST_ROOMS, new ListRooms(ada.id(), null, 10))) == null);
    }

    @Test
    void aCursorThatIsNoneOfOursIsInvalid() {
        var room = world.group(ada, bob);
        for (var cursor : List.of("", "x", "1", "x:y", ":")) {
            assertRefused(world.ask(RoomAddresses.LIST_ROOMS, new ListRooms(ada.id(), cursor, 10)), INVALID_REQUEST);
            assertRefused(
                    world.ask(RoomAddresses.LIST_MEMBERS, new ListMembers(ada.id(), room, cursor)), INVALID_REQUEST);
        }
    }

    @Test
    void theAudienceOfNoRoomIsNotFound() {
        assertRefused(world.ask(RoomAddresses.AUDIENCE, new GetAudience(RoomId.next())), NOT_FOUND);
    }

    static void assertRefused(Future<?> asked, FailureCode code) {
        assertThat(refusal(asked)).isEqualTo(code);
    }

    private static @Nullable FailureCode refusal(Future<?> asked) {
        try {
            await(asked);
            return null;
        } catch (FailureException e) {
            return e.failure().code();
        }
    }
}
