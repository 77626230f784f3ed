package dev.parley.model.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A message. */
public record MessageId(@JsonValue String value) implements Id {
    @JsonCreator
    public MessageId {
        Id.check("messageId", value);
    }

    /**
     * The id of the message that {@code sender} calls {@code clientMessageId} in {@code room}. Derived rather than
     * drawn: whichever gateway a resend reaches, whether or not the first copy is stored yet, the answer names the
     * same message; and its unique key in the store is the rule "stored once".
     */
    public static MessageId of(RoomId room, UserId sender, ClientMessageId clientMessageId) {
        return new MessageId(Id.derived("message", room.value(), sender.value(), clientMessageId.value()));
    }

    @Override
    public String toString() {
        return value;
    }
}
