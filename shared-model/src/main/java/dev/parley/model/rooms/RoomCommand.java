package dev.parley.model.rooms;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that can be wanted of a room. Each becomes events of its log, or is refused. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RoomCommand.PostMessage.class, name = "post"),
    @JsonSubTypes.Type(value = RoomCommand.EditMessage.class, name = "edit"),
    @JsonSubTypes.Type(value = RoomCommand.DeleteMessage.class, name = "delete"),
    @JsonSubTypes.Type(value = RoomCommand.React.class, name = "react"),
    @JsonSubTypes.Type(value = RoomCommand.CreateRoom.class, name = "create-room"),
    @JsonSubTypes.Type(value = RoomCommand.UpdateRoom.class, name = "update-room"),
    @JsonSubTypes.Type(value = RoomCommand.DeleteRoom.class, name = "delete-room"),
    @JsonSubTypes.Type(value = RoomCommand.AddMembers.class, name = "add-members"),
    @JsonSubTypes.Type(value = RoomCommand.RemoveMember.class, name = "remove-member"),
    @JsonSubTypes.Type(value = RoomCommand.ChangeRole.class, name = "change-role")
})
public sealed interface RoomCommand {
    /** A member posts; stored once per (room, sender, clientMessageId). */
    record PostMessage(
            ClientMessageId clientMessageId,
            Content content,
            @Nullable MessageId replyTo) implements RoomCommand {}

    /** The author changes a message's content. */
    record EditMessage(MessageId messageId, Content content) implements RoomCommand {}

    /** The author or an admin deletes a message; deleting twice is no error. */
    record DeleteMessage(MessageId messageId) implements RoomCommand {}

    /** A member adds ({@code active}) or takes back an emoji; twice is no error. */
    record React(MessageId messageId, String emoji, boolean active) implements RoomCommand {}

    /**
     * Makes a room. For a direct room the room id is {@code RoomId.direct} of the two, and making it again is no error.
     *
     * @param members everyone but the one who makes it
     */
    record CreateRoom(RoomType type, @Nullable String name, List<PublicUser> members) implements RoomCommand {
        public CreateRoom {
            members = List.copyOf(members);
        }
    }

    /**
     * An admin changes what is not null, of which {@code retentionDays} is the owner's alone.
     *
     * @param retentionDays 0: as long as the installation keeps messages
     */
    record UpdateRoom(
            @Nullable String name,
            @Nullable String topic,
            @Nullable Integer retentionDays) implements RoomCommand {}

    /** The owner deletes the room for everyone. */
    record DeleteRoom() implements RoomCommand {}

    /** An admin adds people; those who are in it already are skipped. */
    record AddMembers(List<PublicUser> users) implements RoomCommand {
        public AddMembers {
            users = List.copyOf(users);
        }
    }

    /** An admin removes someone, or a member leaves. */
    record RemoveMember(UserId userId) implements RoomCommand {}

    /** The owner gives a role; giving OWNER away makes the giver an admin. */
    record ChangeRole(UserId userId, Role role) implements RoomCommand {}
}
