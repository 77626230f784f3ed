package dev.parley.model.rooms;

import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;

/** The data of a room's live events that are not in its log. */
public final class LiveData {
    private LiveData() {}

    /** {@code receipt}: how far a member has received and read. */
    public record Receipt(RoomId roomId, UserId userId, long deliveredSeq, long readSeq) {}

    /** {@code typing}; over by itself after 6 s without another. */
    public record Typing(RoomId roomId, UserId userId, boolean active) {}

    /** {@code message.failed}: an accepted message that could not be stored after all. */
    public record MessageFailed(RoomId roomId, ClientMessageId clientMessageId, MessageId messageId, Error error) {}

    /** As in an {@code error} frame. */
    public record Error(FailureCode code, String message, boolean retryable) {}
}
