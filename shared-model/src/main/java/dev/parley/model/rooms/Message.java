package dev.parley.model.rooms;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.model.auth.PublicUser;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message with all that has happened to it since.
 *
 * @param seq its place in the room's log
 * @param content null, and written as null, once deleted
 * @param replyTo a message of the same room
 */
public record Message(
        MessageId id,
        RoomId roomId,
        long seq,
        PublicUser sender,
        ClientMessageId clientMessageId,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Content content,
        @Nullable MessageId replyTo,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        List<Reaction> reactions)
        implements EventData {
    public Message {
        reactions = reactions == null ? List.of() : List.copyOf(reactions);
    }
}
