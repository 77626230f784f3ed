package dev.parley.gateway;

import static dev.parley.gateway.Samples.BOB;
import static dev.parley.gateway.Samples.CLIENT_MESSAGE_ID;
import static dev.parley.gateway.Samples.MESSAGE_ID;
import static dev.parley.gateway.Samples.ROOM;
import static dev.parley.gateway.Samples.ROOM_ID;
import static dev.parley.gateway.TestGateway.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.AdvanceReceipt;
import dev.parley.model.rooms.AuthorizeCommand;
import dev.parley.model.rooms.CommandPermit;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.EventPage;
import dev.parley.model.rooms.GetMessage;
import dev.parley.model.rooms.ListEvents;
import dev.parley.model.rooms.ListMembers;
import dev.parley.model.rooms.ListMessages;
import dev.parley.model.rooms.ListRooms;
import dev.parley.model.rooms.Member;
import dev.parley.model.rooms.MemberPage;
import dev.parley.model.rooms.MessagePage;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomPage;
import dev.parley.model.rooms.RoomSummary;
import dev.parley.model.rooms.SetMute;
import dev.parley.model.search.SearchAddresses;
import dev.parley.model.search.SearchHit;
import dev.parley.model.search.SearchMessages;
import dev.parley.model.search.SearchPage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The calls of rooms, members and messages: what is asked or intended, and that the answer is as documented. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomCallsTest {
    private static final String ROOM_PATH = "/rooms/" + ROOM_ID;
    private static final String MESSAGE_PATH = ROOM_PATH + "/messages/" + MESSAGE_ID;

    private final TestGateway gateway = TestGateway.listening();
    private final FakeVerticles verticles = gateway.verticles;
    private final DocumentedCalls http = new DocumentedCalls(gateway);

    @BeforeAll
    void answer() {
        verticles.answer(RoomAddresses.AUTHORIZE, ask -> new CommandPermit(ask.command(), null));
        verticles.answer(RoomAddresses.GET_ROOM, ask -> ROOM);
        verticles.answer(
                RoomAddresses.LIST_ROOMS,
                ask -> new RoomPage(List.of(RoomSummary.of(ROOM, BOB, Samples.MESSAGE, 6, 1, false)), "next"));
        verticles.answer(
                RoomAddresses.LIST_MEMBERS,
                ask -> new MemberPage(List.of(new Member(BOB, Role.ADMIN, Samples.AT, 7, 6)), null));
        verticles.answer(RoomAddresses.HISTORY, ask -> new MessagePage(List.of(Samples.MESSAGE), false));
        verticles.answer(RoomAddresses.GET_MESSAGE, ask -> Samples.MESSAGE);
        verticles.answer(
                RoomAddresses.EVENTS,
                ask -> new EventPage(ROOM_ID, List.of(Samples.POSTED, Samples.EDITED), 8, false, 1));
        verticles.answer(
                SearchAddresses.SEARCH,
                ask -> new SearchPage(List.of(new SearchHit(Samples.MESSAGE, ROOM_ID)), true, "next"));
        verticles.answer(RoomAddresses.RECEIPT, ask -> Done.DONE);
        verticles.answer(RoomAddresses.MUTE, ask -> Done.DONE);
        gateway.log.outcomes(intent -> FakeRoomLog.stored(
                intent,
                ROOM,
                false,
                intent.command() instanceof RoomCommand.EditMessage ? Samples.EDITED : Samples.POSTED));
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    private RoomCommand intended() {
        var intent = gateway.log.lastIntent();
        assertThat(intent.actor()).as("whom the token names").isEqualTo(ADA);
        return intent.command();
    }

    @Test
    void readingRooms() {
        assertThat(http.call("listRooms", 200, "GET", "/rooms?limit=10", null).body())
                .contains("\"nextCursor\":\"next\"");
        assertThat(verticles.lastAsked(ListRooms.class)).isEqualTo(new ListRooms(ADA.id(), null, 10));
        http.call("getRoom", 200, "GET", ROOM_PATH, null);
        assertThat(http.call("listMembers", 200, "GET", ROOM_PATH + "/members?cursor=c", null)
                        .body())
                .as("the last page says so")
                .contains("\"nextCursor\":null");
        assertThat(verticles.lastAsked(ListMembers.class)).isEqualTo(new ListMembers(ADA.id(), ROOM_ID, "c"));
        http.call("listEvents", 200, "GET", ROOM_PATH + "/events?after=3&limit=500", null);
        assertThat(verticles.lastAsked(ListEvents.class)).isEqualTo(new ListEvents(ADA.id(), ROOM_ID, 3, 500));
    }

    @Test
    void makingAGroup() {
        var body = "{\"type\":\"group\",\"name\":\"Engine\",\"memberIds\":[\"" + BOB.id() + "\"]}";
        http.call("createRoom", 201, "POST", "/rooms", body);
        assertThat(verticles.lastAsked(AuthorizeCommand.class).userIds()).containsExactly(BOB.id());
        assertThat(intended()).isInstanceOf(RoomCommand.CreateRoom.class);
    }

    @Test
    void aDirectRoomIsMadeOnce() {
        var body = "{\"type\":\"direct\",\"memberIds\":[\"" + BOB.id() + "\"]}";
        http.call("createRoom", 201, "POST", "/rooms", body);
        assertThat(gateway.log.lastIntent().roomId()).isEqualTo(RoomId.direct(BOB.id(), ADA.id()));
        gateway.log.outcomes(intent -> FakeRoomLog.stored(intent, ROOM, true));
        http.call("createRoom", 200, "POST", "/rooms", body);
        answer();
    }

    @Test
    void changingARoom() {
        http.call("updateRoom", 200, "PATCH", ROOM_PATH, "{\"topic\":\"Note G\"}");
        assertThat(intended()).isEqualTo(new RoomCommand.UpdateRoom(null, "Note G", null));
        http.call("updateRoom", 400, "PATCH", ROOM_PATH, "{}");
        for (var days : List.of("0", "null")) {
            http.call("updateRoom", 200, "PATCH", ROOM_PATH, "{\"retentionDays\":" + days + "}");
            assertThat(intended()).isEqualTo(new RoomCommand.UpdateRoom(null, null, 0));
        }
        http.call("updateRoom", 200, "PATCH", ROOM_PATH, "{\"name\":\"Engine\",\"retentionDays\":3650}");
        assertThat(intended()).isEqualTo(new RoomCommand.UpdateRoom("Engine", null, 3650));
        http.call("deleteRoom", 204, "DELETE", ROOM_PATH, null);
        assertThat(intended()).isEqualTo(new RoomCommand.DeleteRoom());
    }

    @Test
    void changingWhoIsIn() {
        http.call("addMembers", 200, "POST", ROOM_PATH + "/members", "{\"userIds\":[\"" + BOB.id() + "\"]}");
        assertThat(verticles.lastAsked(AuthorizeCommand.class).userIds()).containsExactly(BOB.id());
        http.call("changeRole", 200, "PATCH", ROOM_PATH + "/members/" + BOB.id(), "{\"role\":\"admin\"}");
        assertThat(intended()).isEqualTo(new RoomCommand.ChangeRole(BOB.id(), Role.ADMIN));
        http.call("removeMember", 204, "DELETE", ROOM_PATH + "/members/" + BOB.id(), null);
        assertThat(intended()).isEqualTo(new RoomCommand.RemoveMember(BOB.id()));
    }

    @Test
    void whatAMemberDoesForThemselves() {
        http.call("markRoomRead", 204, "PUT", ROOM_PATH + "/read", "{\"seq\":7}");
        assertThat(verticles.lastAsked(AdvanceReceipt.class)).isEqualTo(new AdvanceReceipt(ADA.id(), ROOM_ID, 7, true));
        http.call("muteRoom", 204, "PUT", ROOM_PATH + "/mute", "{\"muted\":true,\"until\":\"2030-01-31T12:00:00Z\"}");
        assertThat(verticles.lastAsked(SetMute.class))
                .isEqualTo(new SetMute(ADA.id(), ROOM_ID, true, Instant.parse("2030-01-31T12:00:00Z")));
    }

    @Test
    void readingHistory() {
        http.call("listMessages", 200, "GET", ROOM_PATH + "/messages?before=9&limit=2", null);
        assertThat(verticles.lastAsked(ListMessages.class)).isEqualTo(new ListMessages(ADA.id(), ROOM_ID, 9L, null, 2));
        http.call("listMessages", 200, "GET", ROOM_PATH + "/messages", null);
        assertThat(verticles.lastAsked(ListMessages.class))
                .isEqualTo(new ListMessages(ADA.id(), ROOM_ID, null, null, 50));
        http.call("listMessages", 400, "GET", ROOM_PATH + "/messages?before=9&after=1", null);
    }

    @Test
    void readingOneMessage() {
        assertThat(http.call("getMessage", 200, "GET", MESSAGE_PATH, null).body())
                .contains(MESSAGE_ID.value());
        assertThat(verticles.lastAsked(GetMessage.class)).isEqualTo(new GetMessage(ADA.id(), ROOM_ID, MESSAGE_ID));
    }

    @Test
    void lookingForMessages() {
        assertThat(http.call("searchMessages", 200, "GET", "/messages/search?q=note%20g&limit=5", null)
                        .body())
                .contains("\"hasMore\":true", "\"nextCursor\":\"next\"");
        assertThat(verticles.lastAsked(SearchMessages.class))
                .isEqualTo(new SearchMessages(ADA.id(), "note g", null, null, 5));
        http.call("searchMessages", 200, "GET", "/messages/search?q=g&roomId=" + ROOM_ID + "&cursor=next", null);
        assertThat(verticles.lastAsked(SearchMessages.class))
                .isEqualTo(new SearchMessages(ADA.id(), "g", ROOM_ID, "next", 20));
        assertThat(http.call("searchMessages", 400, "GET", "/messages/search?limit=51&roomId=no_id", null)
                        .body())
                .contains("\"field\":\"q\"", "\"field\":\"limit\"", "\"field\":\"roomId\"");
        http.call("searchMessages", 400, "GET", "/messages/search?q=" + "x".repeat(201), null);
    }

    @Test
    void postingAMessage() {
        var body = "{\"clientMessageId\":\"" + CLIENT_MESSAGE_ID + "\",\"content\":{\"text\":\"Hello\"}}";
        assertThat(http.call("postMessage", 201, "POST", ROOM_PATH + "/messages", body)
                        .body())
                .contains("\"seq\":7");
        assertThat(intended())
                .isEqualTo(new RoomCommand.PostMessage(CLIENT_MESSAGE_ID, new Content("Hello", List.of()), null));
    }

    @Test
    void aMessagePostedAgainIsAnsweredWithTheFirst() {
        verticles.answer(RoomAddresses.AUTHORIZE, ask -> new CommandPermit(ask.command(), Samples.POSTED));
        var body = "{\"clientMessageId\":\"" + CLIENT_MESSAGE_ID + "\",\"content\":{\"text\":\"Hello again\"}}";
        assertThat(http.call("postMessage", 201, "POST", ROOM_PATH + "/messages", body)
                        .body())
                .contains(MESSAGE_ID.value(), "\"seq\":7");
        answer();
    }

    @Test
    void aTextThatIsTooLongIsTooLarge() {
        var body = "{\"clientMessageId\":\"" + CLIENT_MESSAGE_ID + "\",\"content\":{\"text\":\"" + "x".repeat(8001)
                + "\"}}";
        http.call("postMessage", 413, "POST", ROOM_PATH + "/messages", body);
    }

    @Test
    void changingAMessage() {
        http.call("editMessage", 200, "PATCH", MESSAGE_PATH, "{\"content\":{\"text\":\"Hello, world\"}}");
        assertThat(intended())
                .isEqualTo(new RoomCommand.EditMessage(MESSAGE_ID, new Content("Hello, world", List.of())));
        http.call("deleteMessage", 204, "DELETE", MESSAGE_PATH, null);
        assertThat(intended()).isEqualTo(new RoomCommand.DeleteMessage(MESSAGE_ID));
    }

    @Test
    void reacting() {
        http.call("addReaction", 204, "PUT", MESSAGE_PATH + "/reactions/%F0%9F%91%8D", null);
        assertThat(intended()).isEqualTo(new RoomCommand.React(MESSAGE_ID, "👍", true));
        http.call("removeReaction", 204, "DELETE", MESSAGE_PATH + "/reactions/%F0%9F%91%8D", null);
        assertThat(intended()).isEqualTo(new RoomCommand.React(MESSAGE_ID, "👍", false));
        assertThat(http.call("addReaction", 400, "PUT", MESSAGE_PATH + "/reactions/word", null)
                        .body())
                .contains("\"field\":\"emoji\"");
        http.call("addReaction", 400, "PUT", MESSAGE_PATH + "/reactions/%2F..%2F", null);
    }

    @Test
    void aRefusalOfTheLogIsTheAnswer() {
        gateway.log.outcomes(intent -> FakeRoomLog.refused(intent, Failure.forbidden("You are not an admin")));
        assertThat(http.call("updateRoom", 403, "PATCH", ROOM_PATH, "{\"name\":\"New\"}")
                        .body())
                .contains("You are not an admin");
        answer();
    }
}
