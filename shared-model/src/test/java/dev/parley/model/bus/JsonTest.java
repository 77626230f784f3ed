package dev.parley.model.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.IntentId;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomSummary;
import dev.parley.model.rooms.RoomType;
import dev.parley.model.rooms.StoredEvents;
import dev.parley.model.rooms.Sync;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final RoomId ROOM = RoomId.next();
    private static final PublicUser ADA = new PublicUser(UserId.next(), "ada", "Ada");
    private static final ClientMessageId CLIENT_ID = new ClientMessageId("0190163d-8694-739b-aea5-966c26f8ad91");

    @Test
    void timesHaveThreeDigitsOfMilliseconds() {
        assertThat(Json.encode(Instant.parse("2026-01-02T03:04:05Z"))).isEqualTo("\"2026-01-02T03:04:05.000Z\"");
        assertThat(Json.decode("\"2026-01-02T03:04:05.678Z\"", Instant.class)).isEqualTo(AT);
    }

    @Test
    void everyKindOfEventComesBackAsItWas() {
        var message = message(new Content("hello", List.of(ADA.id())));
        for (var data : List.of(
                message,
                new EventData.MessageEdited(message.id(), 7, message.content(), AT),
                new EventData.MessageDeleted(message.id(), 7, AT),
                new EventData.ReactionUpdated(message.id(), 7, "🙂", ADA.id(), true, 2),
                new EventData.RoomCreated(room(), List.of(new EventData.InitialMember(ADA, Role.OWNER))),
                new EventData.RoomUpdated("name", "topic", 30),
                new EventData.RoomUpdated("name", null, null),
                new EventData.MemberJoined(ADA, Role.MEMBER),
                new EventData.MemberLeft(ADA.id()),
                new EventData.MemberRole(ADA.id(), Role.ADMIN),
                new EventData.RoomDeleted())) {
            var type = List.of(EventType.values()).stream()
                    .filter(candidate -> candidate.data().isInstance(data))
                    .findFirst()
                    .orElseThrow();
            var event = new Event(ROOM, 9, type, AT, ADA.id(), data);
            assertThat(Json.decode(Json.encode(event), Event.class)).isEqualTo(event);
        }
    }

    @Test
    void everyCommandComesBackAsItWas() {
        for (var command : List.of(
                new RoomCommand.PostMessage(CLIENT_ID, new Content("hello", List.of()), null),
                new RoomCommand.CreateRoom(RoomType.GROUP, "name", List.of(ADA)),
                new RoomCommand.UpdateRoom(null, "topic", 0),
                new RoomCommand.DeleteRoom(),
                new RoomCommand.ChangeRole(ADA.id(), Role.ADMIN))) {
            var intent = new Intent(IntentId.next(), ROOM, ADA, AT, "node", command);
            assertThat(Json.decode(Json.encode(intent), Intent.class)).isEqualTo(intent);
        }
    }

    @Test
    void aDeletedMessageSaysContentNull() {
        assertThat(Json.encode(message(null))).contains("\"content\":null");
    }

    @Test
    void aRoomSummaryIsFlat() {
        var summary = RoomSummary.of(room(), ADA, null, 3, 4, false);
        assertThat(Json.encode(summary)).contains("\"type\":\"group\"", "\"unreadCount\":4");
        assertThat(Json.decode(Json.encode(summary), RoomSummary.class)).isEqualTo(summary);
    }

    @Test
    void whatWasWrittenBeforeLogsWereEverCutIsStillRead() {
        var room = Json.encode(room()).replace(",\"firstSeq\":1", "");
        assertThat(Json.decode(room, Room.class)).isEqualTo(room());
        assertThat(Json.decode("{\"name\":\"n\"}", EventData.RoomUpdated.class))
                .isEqualTo(new EventData.RoomUpdated("n", null, null));
        assertThat(Json.decode("{\"events\":[]}", StoredEvents.class).removed()).isEmpty();
    }

    @Test
    void idsServeAsMapKeys() {
        var sync = new Sync(ADA.id(), Map.of(ROOM, 12L));
        assertThat(Json.decode(Json.encode(sync), Sync.class)).isEqualTo(sync);
    }

    @Test
    void anEventCannotCarryAnotherTypesData() {
        assertThatThrownBy(() -> new Event(ROOM, 1, EventType.MEMBER_LEFT, AT, ADA.id(), new EventData.RoomDeleted()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Message message(@Nullable Content content) {
        var id = MessageId.of(ROOM, ADA.id(), CLIENT_ID);
        return new Message(id, ROOM, 7, ADA, CLIENT_ID, content, null, AT, null, null, List.of());
    }

    private static Room room() {
        return new Room(ROOM, RoomType.GROUP, "name", null, AT, ADA.id(), 1, 9, null, 1);
    }
}
