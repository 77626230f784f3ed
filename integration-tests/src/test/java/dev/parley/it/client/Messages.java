package dev.parley.it.client;

import io.vertx.core.json.JsonObject;

/** What is sent to post and edit messages. */
public final class Messages {
    private Messages() {}

    public static JsonObject content(String text) {
        return new JsonObject().put("text", text);
    }

    /** A new message's body for REST. */
    public static JsonObject body(String text) {
        return new JsonObject()
                .put("clientMessageId", TestUser.newClientMessageId())
                .put("content", content(text));
    }

    /** The data of {@code message.send}. */
    public static JsonObject send(String roomId, String text) {
        return send(roomId, TestUser.newClientMessageId(), text);
    }

    public static JsonObject send(String roomId, String clientMessageId, String text) {
        return new JsonObject()
                .put("roomId", roomId)
                .put("clientMessageId", clientMessageId)
                .put("content", content(text));
    }
}
