package dev.parley.gateway.rooms;

import dev.parley.model.id.ClientMessageId;
import dev.parley.model.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * The message is durable.
 *
 * @param status {@code accepted} once the broker has it, {@code stored} once it is in the room's log
 * @param seq its place in the log, null while accepted
 */
public record PostAck(
        MessageId messageId,
        ClientMessageId clientMessageId,
        String status,
        @Nullable Long seq) {
    static PostAck accepted(MessageId messageId, ClientMessageId clientMessageId) {
        return new PostAck(messageId, clientMessageId, "accepted", null);
    }

    static PostAck stored(MessageId messageId, ClientMessageId clientMessageId, long seq) {
        return new PostAck(messageId, clientMessageId, "stored", seq);
    }
}
