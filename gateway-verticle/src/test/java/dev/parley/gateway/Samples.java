package dev.parley.gateway;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.User;
import dev.parley.model.contacts.Contact;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData.MessageEdited;
import dev.parley.model.rooms.EventType;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomType;
import java.time.Instant;
import java.util.List;

/** One of each. */
final class Samples {
    static final Instant AT = Instant.parse("2026-01-31T12:00:00.250Z");
    static final PublicUser BOB = new PublicUser(UserId.next(), "bob", "Bob");
    static final RoomId ROOM_ID = RoomId.next();
    static final MessageId MESSAGE_ID = new MessageId("0198a3f2-7c1d-7e6a-9b5e-3f2a1c4d5e6f");
    static final ClientMessageId CLIENT_MESSAGE_ID = new ClientMessageId("4b1f3c8e-2d6a-4f0b-8a7c-9e5d1f2a3b4c");

    static final User ADAS_ACCOUNT =
            new User(TestGateway.ADA.id(), TestGateway.ADA.username(), "Ada Lovelace", "ada@example.org", AT);
    static final Contact CONTACT = new Contact(BOB, Contact.Status.PENDING, Contact.Direction.OUTGOING, AT, AT);
    static final Room ROOM = new Room(ROOM_ID, RoomType.GROUP, "Engine", null, AT, TestGateway.ADA.id(), 2, 7, null, 1);
    static final Message MESSAGE = new Message(
            MESSAGE_ID,
            ROOM_ID,
            7,
            TestGateway.ADA,
            CLIENT_MESSAGE_ID,
            new Content("Hello", List.of()),
            null,
            AT,
            null,
            null,
            List.of());
    static final Event POSTED = new Event(ROOM_ID, 7, EventType.MESSAGE_CREATED, AT, TestGateway.ADA.id(), MESSAGE);
    static final Event EDITED = new Event(
            ROOM_ID,
            8,
            EventType.MESSAGE_EDITED,
            AT,
            TestGateway.ADA.id(),
            new MessageEdited(MESSAGE_ID, 7, new Content("Hello, world", List.of()), AT));

    private Samples() {}
}
