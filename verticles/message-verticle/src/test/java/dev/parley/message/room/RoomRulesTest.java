package dev.parley.message.room;

import static dev.parley.message.room.Rooms.ADMIN;
import static dev.parley.message.room.Rooms.CLIENT_ID;
import static dev.parley.message.room.Rooms.GROUP;
import static dev.parley.message.room.Rooms.MEMBER;
import static dev.parley.message.room.Rooms.NOW;
import static dev.parley.message.room.Rooms.OTHER;
import static dev.parley.message.room.Rooms.OWNER;
import static dev.parley.message.room.Rooms.STRANGER;
import static dev.parley.message.room.Rooms.direct;
import static dev.parley.message.room.Rooms.group;
import static dev.parley.message.room.Rooms.intent;
import static dev.parley.message.room.Rooms.message;
import static dev.parley.message.room.Rooms.text;
import static dev.parley.model.failure.FailureCode.CONFLICT;
import static dev.parley.model.failure.FailureCode.FORBIDDEN;
import static dev.parley.model.failure.FailureCode.INVALID_REQUEST;
import static dev.parley.model.failure.FailureCode.NOT_FOUND;
import static dev.parley.model.rooms.EventType.MEMBER_JOINED;
import static dev.parley.model.rooms.EventType.MEMBER_LEFT;
import static dev.parley.model.rooms.EventType.MEMBER_ROLE;
import static dev.parley.model.rooms.EventType.MESSAGE_CREATED;
import static dev.parley.model.rooms.EventType.MESSAGE_DELETED;
import static dev.parley.model.rooms.EventType.MESSAGE_EDITED;
import static dev.parley.model.rooms.EventType.REACTION_UPDATED;
import static dev.parley.model.rooms.EventType.ROOM_CREATED;
import static dev.parley.model.rooms.EventType.ROOM_DELETED;
import static dev.parley.model.rooms.EventType.ROOM_UPDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomCommand.AddMembers;
import dev.parley.model.rooms.RoomCommand.ChangeRole;
import dev.parley.model.rooms.RoomCommand.CreateRoom;
import dev.parley.model.rooms.RoomCommand.DeleteMessage;
import dev.parley.model.rooms.RoomCommand.DeleteRoom;
import dev.parley.model.rooms.RoomCommand.EditMessage;
import dev.parley.model.rooms.RoomCommand.PostMessage;
import dev.parley.model.rooms.RoomCommand.React;
import dev.parley.model.rooms.RoomCommand.RemoveMember;
import dev.parley.model.rooms.RoomCommand.UpdateRoom;
import dev.parley.model.rooms.RoomType;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoomRulesTest {
    private static final MessageId THE_MESSAGE = new MessageId("message");
    private static final PostMessage POST = post(text("hello"));
    private final RoomRules rules = new RoomRules(new RoomLimits(6), new Retention(Duration.ofDays(30)));

    private static PostMessage post(Content content) {
        return new PostMessage(CLIENT_ID, content, null);
    }

    /** What is done by whom to the group (whose message at seq 9 is MEMBER's), and the types of the events, in order. */
    static Stream<Arguments> done() {
        return Stream.of(
                arguments(MEMBER, POST, List.of(MESSAGE_CREATED)),
                arguments(MEMBER, post(new Content("@", List.of(OTHER.id()))), List.of(MESSAGE_CREATED)),
                arguments(MEMBER, new PostMessage(CLIENT_ID, text("x"), THE_MESSAGE), List.of(MESSAGE_CREATED)),
                arguments(MEMBER, post(text("x".repeat(8_000))), List.of(MESSAGE_CREATED)),
                arguments(MEMBER, new EditMessage(THE_MESSAGE, text("new")), List.of(MESSAGE_EDITED)),
                arguments(MEMBER, new EditMessage(THE_MESSAGE, text("hello")), List.of()),
                arguments(MEMBER, new DeleteMessage(THE_MESSAGE), List.of(MESSAGE_DELETED)),
                arguments(ADMIN, new DeleteMessage(THE_MESSAGE), List.of(MESSAGE_DELETED)),
                arguments(OTHER, new React(THE_MESSAGE, "👍", true), List.of(REACTION_UPDATED)),
                arguments(OTHER, new React(THE_MESSAGE, "👍", false), List.of()),
                arguments(ADMIN, new UpdateRoom("New", null, null), List.of(ROOM_UPDATED)),
                arguments(ADMIN, new UpdateRoom("Group", null, null), List.of()),
                arguments(OWNER, new UpdateRoom(null, null, 3_650), List.of(ROOM_UPDATED)),
                arguments(OWNER, new UpdateRoom(null, null, 0), List.of()),
                arguments(OWNER, new DeleteRoom(), List.of(ROOM_DELETED)),
                arguments(ADMIN, new AddMembers(List.of(STRANGER)), List.of(MEMBER_JOINED)),
                arguments(ADMIN, new AddMembers(List.of(STRANGER, STRANGER, OTHER)), List.of(MEMBER_JOINED)),
                arguments(MEMBER, new RemoveMember(MEMBER.id()), List.of(MEMBER_LEFT)),
                arguments(ADMIN, new RemoveMember(MEMBER.id()), List.of(MEMBER_LEFT)),
                arguments(OWNER, new RemoveMember(OWNER.id()), List.of(MEMBER_ROLE, MEMBER_LEFT)),
                arguments(OWNER, new ChangeRole(MEMBER.id(), Role.ADMIN), List.of(MEMBER_ROLE)),
                arguments(OWNER, new ChangeRole(MEMBER.id(), Role.MEMBER), List.of()),
                arguments(OWNER, new ChangeRole(MEMBER.id(), Role.OWNER), List.of(MEMBER_ROLE, MEMBER_ROLE)));
    }

    @ParameterizedTest
    @MethodSource
    void done(PublicUser actor, RoomCommand command, List<EventType> types) {
        var decision = decide(actor, command);
        assertThat(decision.failure()).isNull();
        assertThat(decision.events())
                .extracting(stored -> stored.event().type())
                .isEqualTo(types);
        for (int i = 0; i < types.size(); i++) {
            assertThat(decision.events().get(i).event().seq()).isEqualTo(11 + i);
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(STRANGER, POST, FORBIDDEN),
                arguments(STRANGER, new React(THE_MESSAGE, "👍", true), FORBIDDEN),
                arguments(STRANGER, new AddMembers(List.of(STRANGER)), FORBIDDEN),
                arguments(MEMBER, post(text("")), INVALID_REQUEST),
                arguments(MEMBER, post(text("x".repeat(8_001))), INVALID_REQUEST),
                arguments(MEMBER, post(new Content("@", List.of(STRANGER.id()))), INVALID_REQUEST),
                arguments(MEMBER, new PostMessage(CLIENT_ID, text("x"), new MessageId("none")), INVALID_REQUEST),
                arguments(OTHER, new EditMessage(THE_MESSAGE, text("new")), FORBIDDEN),
                arguments(OWNER, new EditMessage(THE_MESSAGE, text("new")), FORBIDDEN),
                arguments(MEMBER, new EditMessage(new MessageId("none"), text("new")), NOT_FOUND),
                arguments(OTHER, new DeleteMessage(THE_MESSAGE), FORBIDDEN),
                arguments(MEMBER, new DeleteMessage(new MessageId("none")), NOT_FOUND),
                arguments(OTHER, new React(THE_MESSAGE, " ", true), INVALID_REQUEST),
                arguments(OTHER, new React(new MessageId("none"), "👍", true), NOT_FOUND),
                arguments(MEMBER, new UpdateRoom("New", null, null), FORBIDDEN),
                arguments(ADMIN, new UpdateRoom(" ", null, null), INVALID_REQUEST),
                arguments(ADMIN, new UpdateRoom(null, null, 1), FORBIDDEN),
                arguments(ADMIN, new UpdateRoom("New", null, 0), FORBIDDEN),
                arguments(OWNER, new UpdateRoom(null, null, 3_651), INVALID_REQUEST),
                arguments(OWNER, new UpdateRoom(null, null, -1), INVALID_REQUEST),
                arguments(ADMIN, new DeleteRoom(), FORBIDDEN),
                arguments(MEMBER, new AddMembers(List.of(STRANGER)), FORBIDDEN),
                arguments(ADMIN, new AddMembers(many(3)), CONFLICT),
                arguments(MEMBER, new RemoveMember(OTHER.id()), FORBIDDEN),
                arguments(ADMIN, new RemoveMember(OWNER.id()), FORBIDDEN),
                arguments(ADMIN, new RemoveMember(STRANGER.id()), NOT_FOUND),
                arguments(ADMIN, new ChangeRole(MEMBER.id(), Role.ADMIN), FORBIDDEN),
                arguments(OWNER, new ChangeRole(STRANGER.id(), Role.ADMIN), NOT_FOUND),
                arguments(OWNER, new ChangeRole(OWNER.id(), Role.MEMBER), CONFLICT));
    }

    @ParameterizedTest
    @MethodSource
    void refused(PublicUser actor, RoomCommand command, FailureCode code) {
        assertRefused(decide(actor, command), code);
    }

    @Test
    void nothingIsDoneToARoomThatIsNotOrIsNoMore() {
        var absent = RoomState.absent(GROUP);
        assertRefused(rules.decide(intent(MEMBER, GROUP, POST), absent, new Found(), NOW), NOT_FOUND);
        var deleted = group();
        for (var stored : decide(OWNER, new DeleteRoom()).events()) {
            deleted = deleted.after(stored);
        }
        assertRefused(rules.decide(intent(MEMBER, GROUP, POST), deleted, new Found(), NOW), NOT_FOUND);
        assertThat(deleted.toRoom()).isNull();
    }

    static Stream<RoomCommand> notForDirectRooms() {
        return Stream.of(
                new UpdateRoom("x", null, null),
                new DeleteRoom(),
                new AddMembers(List.of(STRANGER)),
                new RemoveMember(OTHER.id()),
                new RemoveMember(OWNER.id()),
                new ChangeRole(OTHER.id(), Role.ADMIN));
    }

    @ParameterizedTest
    @MethodSource
    void notForDirectRooms(RoomCommand command) {
        var room = direct();
        assertRefused(rules.decide(intent(OWNER, room.id(), command), room, new Found(), NOW), CONFLICT);
    }

    @Test
    void aMessageSaysWhoWhatAndWhereAndIsCounted() {
        var stored = decide(MEMBER, POST).events().get(0);
        assertThat(stored.messages()).isEqualTo(6);
        assertThat(stored.key())
                .isEqualTo(MessageId.of(GROUP, MEMBER.id(), CLIENT_ID).value());
        assertThat(stored.event().data())
                .hasFieldOrPropertyWithValue("sender", MEMBER)
                .hasFieldOrPropertyWithValue("seq", 11L)
                .hasFieldOrPropertyWithValue("content", POST.content());
    }

    @Test
    void aDirectRoomIsOnePerPairWhoeverAsks() {
        var id = RoomId.direct(OWNER.id(), OTHER.id());
        var create = new CreateRoom(RoomType.DIRECT, null, List.of(OTHER));
        var first = rules.decide(intent(OWNER, id, create), RoomState.absent(id), new Found(), NOW);
        assertThat(first.events()).extracting(stored -> stored.event().type()).containsExactly(ROOM_CREATED);
        var again = new CreateRoom(RoomType.DIRECT, null, List.of(OWNER));
        var second = rules.decide(intent(OTHER, id, again), direct(), new Found(), NOW);
        assertThat(second.repeated()).isTrue();
        assertThat(second.events()).isEmpty();
    }

    static Stream<Arguments> roomsThatCannotBe() {
        var direct = RoomId.direct(OWNER.id(), OTHER.id());
        return Stream.of(
                arguments(direct, new CreateRoom(RoomType.DIRECT, null, List.of())),
                arguments(direct, new CreateRoom(RoomType.DIRECT, null, List.of(OWNER))),
                arguments(direct, new CreateRoom(RoomType.DIRECT, null, List.of(OTHER, STRANGER))),
                arguments(GROUP, new CreateRoom(RoomType.DIRECT, null, List.of(OTHER))),
                arguments(GROUP, new CreateRoom(RoomType.GROUP, null, List.of(OTHER))),
                arguments(GROUP, new CreateRoom(RoomType.GROUP, " ", List.of(OTHER))),
                arguments(GROUP, new CreateRoom(RoomType.GROUP, "x".repeat(81), List.of(OTHER))),
                arguments(GROUP, new CreateRoom(RoomType.GROUP, "Too many", many(6))));
    }

    @ParameterizedTest
    @MethodSource
    void roomsThatCannotBe(RoomId id, CreateRoom create) {
        assertRefused(rules.decide(intent(OWNER, id, create), RoomState.absent(id), new Found(), NOW), INVALID_REQUEST);
    }

    @Test
    void theLongestStandingAdminFollowsAnOwnerWhoLeaves() {
        var events = decide(OWNER, new RemoveMember(OWNER.id())).events();
        assertThat(events.get(0).event().data()).isEqualTo(new EventData.MemberRole(ADMIN.id(), Role.OWNER));
    }

    @Test
    void anIntentCutShortByACrashIsFinishedNotRepeated() {
        var whole = decide(OWNER, new RemoveMember(OWNER.id()));
        var half = group().after(whole.events().get(0));
        var found = new Found();
        found.addEvent(whole.events().get(0).key(), whole.events().get(0).event());
        var rest = rules.decide(intent(OWNER, GROUP, new RemoveMember(OWNER.id())), half, found, NOW);
        assertThat(rest.events()).extracting(stored -> stored.event().type()).containsExactly(MEMBER_LEFT);
        assertThat(rest.earlier()).containsExactly(whole.events().get(0).event());
    }

    @Test
    void whoWasAddedByAnIntentThatIsDoneIsNotAddedAgainAfterLeaving() {
        var add = new AddMembers(List.of(OTHER, STRANGER));
        var first = decide(ADMIN, add).events().get(0); // OTHER was a member: only STRANGER joins
        var found = new Found();
        found.addEvent(first.key(), first.event());
        var without = group().after(first)
                .after(decide(OTHER, new RemoveMember(OTHER.id())).events().get(0));
        var again = rules.decide(intent(ADMIN, GROUP, add), without, found, NOW);
        assertThat(again.repeated()).isTrue();
        assertThat(again.events()).isEmpty();
    }

    @Test
    void anIntentThatIsStoredIsAnsweredWithWhatItBecameEvenIfItWouldBeRefusedNow() {
        var leave = new RemoveMember(MEMBER.id());
        var first = decide(MEMBER, leave);
        var found = new Found();
        found.addEvent(first.events().get(0).key(), first.events().get(0).event());
        var again = rules.decide(
                intent(MEMBER, GROUP, leave), group().after(first.events().get(0)), found, NOW);
        assertThat(again.repeated()).isTrue();
        assertThat(again.earlier()).containsExactly(first.events().get(0).event());
    }

    static Stream<Arguments> ages() {
        return Stream.of(
                arguments(null, 29, true), // the installation keeps 30 days
                arguments(null, 30, false),
                arguments(1, 1, false),
                arguments(1, 0, true),
                arguments(3_650, 3_649, true),
                arguments(3_650, 3_650, false));
    }

    @ParameterizedTest
    @MethodSource
    void ages(@Nullable Integer retentionDays, int age, boolean editable) {
        var state = group().after(stored(new EventData.RoomUpdated("Group", null, retentionDays)));
        var found = new Found();
        found.addMessage(message(GROUP, MEMBER));
        var edit = new EditMessage(THE_MESSAGE, text("new"));
        var decision = rules.decide(intent(MEMBER, GROUP, edit), state, found, NOW.plus(Duration.ofDays(age)));
        assertThat(decision.failure() == null).isEqualTo(editable);
        assertThat(decision.events()).hasSize(editable ? 1 : 0);
    }

    private static StoredEvent stored(EventData.RoomUpdated updated) {
        return new StoredEvent("key", new Event(GROUP, 11, ROOM_UPDATED, NOW, OWNER.id(), updated), 5);
    }

    private Decision decide(PublicUser actor, RoomCommand command) {
        var found = new Found();
        found.addMessage(message(GROUP, MEMBER));
        return rules.decide(intent(actor, GROUP, command), group(), found, NOW);
    }

    private static void assertRefused(Decision decision, FailureCode code) {
        assertThat(decision.failure()).isNotNull().extracting(Failure::code).isEqualTo(code);
        assertThat(decision.events()).isEmpty();
    }

    private static List<PublicUser> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PublicUser(new UserId("u" + i), "u" + i, "U"))
                .toList();
    }
}
