package dev.parley.model.rooms;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event says beside its place in the log. {@link EventType} tells which shape goes with which type. */
public sealed interface EventData
        permits Message,
                EventData.MessageEdited,
                EventData.MessageDeleted,
                EventData.ReactionUpdated,
                EventData.RoomCreated,
                EventData.RoomUpdated,
                EventData.MemberJoined,
                EventData.MemberLeft,
                EventData.MemberRole,
                EventData.RoomDeleted {
    /** @param seq the message's own place in the log */
    record MessageEdited(
            MessageId messageId, long seq, @Nullable Content content, Instant editedAt) implements EventData {}

    record MessageDeleted(MessageId messageId, long seq, Instant deletedAt) implements EventData {}

    /**
     * @param userId who reacted or took it back
     * @param added false if taken back
     * @param count how many have this emoji on the message now
     */
    record ReactionUpdated(MessageId messageId, long seq, String emoji, UserId userId, boolean added, int count)
            implements EventData {}

    /** @param members everyone who is in it from the start, the owner first */
    record RoomCreated(Room room, List<InitialMember> members) implements EventData {
        public RoomCreated {
            members = List.copyOf(members);
        }
    }

    record InitialMember(PublicUser user, Role role) {}

    /**
     * The new name, topic and retention, all as they now are.
     *
     * @param retentionDays null: as long as the installation keeps messages
     */
    record RoomUpdated(
            @Nullable String name,
            @Nullable String topic,
            @Nullable Integer retentionDays) implements EventData {}

    record MemberJoined(PublicUser user, Role role) implements EventData {}

    /** Left by themselves if the event's actor is {@code userId}, else removed. */
    record MemberLeft(UserId userId) implements EventData {}

    record MemberRole(UserId userId, Role role) implements EventData {}

    record RoomDeleted() implements EventData {}
}
