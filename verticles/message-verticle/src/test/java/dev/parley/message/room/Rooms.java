package dev.parley.message.room;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.IntentId;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Content;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** People and rooms to decide about. */
final class Rooms {
    static final Instant NOW = Instant.parse("2026-02-03T04:05:06.007Z");
    static final RoomId GROUP = new RoomId("group");
    static final PublicUser OWNER = user("owner");
    static final PublicUser ADMIN = user("admin");
    static final PublicUser MEMBER = user("member");
    static final PublicUser OTHER = user("other");
    static final PublicUser STRANGER = user("stranger");
    static final ClientMessageId CLIENT_ID = new ClientMessageId("00000000-0000-4000-8000-000000000001");
    static final Head HEAD = new Head(10, 9, 5, 4, 0, LogStart.WHOLE);

    private Rooms() {}

    static PublicUser user(String name) {
        return new PublicUser(new UserId(name), name, name);
    }

    static RoomState group() {
        var members = new LinkedHashMap<UserId, Membership>();
        members.put(OWNER.id(), new Membership(OWNER, Role.OWNER, NOW, 1));
        members.put(MEMBER.id(), new Membership(MEMBER, Role.MEMBER, NOW, 2));
        members.put(ADMIN.id(), new Membership(ADMIN, Role.ADMIN, NOW, 3));
        members.put(OTHER.id(), new Membership(OTHER, Role.MEMBER, NOW, 4));
        return state(GROUP, RoomType.GROUP, members);
    }

    static RoomState direct() {
        var members = new LinkedHashMap<UserId, Membership>();
        members.put(OWNER.id(), new Membership(OWNER, Role.MEMBER, NOW, 1));
        members.put(OTHER.id(), new Membership(OTHER, Role.MEMBER, NOW, 1));
        return state(RoomId.direct(OWNER.id(), OTHER.id()), RoomType.DIRECT, members);
    }

    static RoomState state(RoomId id, RoomType type, Map<UserId, Membership> members) {
        var name = type == RoomType.GROUP ? "Group" : null;
        return new RoomState(id, new RoomRecord(id, type, name, null, NOW, OWNER.id(), members, false, null, 4), HEAD);
    }

    static Intent intent(PublicUser actor, RoomId room, RoomCommand command) {
        return new Intent(new IntentId("intent"), room, actor, NOW, "node", command);
    }

    static Content text(String text) {
        return new Content(text, List.of());
    }

    /** A message of {@code sender} at seq 9. */
    static FoldedMessage message(RoomId room, PublicUser sender) {
        return FoldedMessage.of(new Message(
                new MessageId("message"), room, 9, sender, CLIENT_ID, text("hello"), null, NOW, null, null, List.of()));
    }
}
