package dev.parley.it.security;

import dev.parley.it.client.Messages;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Every realtime operation that needs a token, with data that is good for the one who may. */
final class SocketCalls {
    record Call(String operation, JsonObject data) {
        @Override
        public String toString() {
            return operation;
        }
    }

    private SocketCalls() {}

    /** Those about a room. */
    static List<Call> inRoom(Scene scene) {
        return List.of(
                new Call("message.send", Messages.send(scene.group, "hello")),
                new Call("message.edit", message(scene).put("content", Messages.content("changed"))),
                new Call("message.delete", message(scene)),
                new Call("reaction.add", message(scene).put("emoji", "👍")),
                new Call("reaction.remove", message(scene).put("emoji", "👍")),
                new Call("receipt.delivered", room(scene).put("seq", 1)),
                new Call("receipt.read", room(scene).put("seq", 1)),
                new Call("typing", room(scene).put("active", true)),
                new Call("history", room(scene)));
    }

    static List<Call> outside(Scene scene) {
        return List.of(
                new Call("presence.set", new JsonObject().put("status", "away")),
                new Call("presence.subscribe", new JsonObject().put("userIds", RestCalls.ids(scene.bob.id()))),
                new Call("sync", new JsonObject().put("rooms", new JsonObject().put(scene.group, 0))),
                new Call("rooms", new JsonObject()),
                new Call("room.focus", room(scene)));
    }

    private static JsonObject room(Scene scene) {
        return new JsonObject().put("roomId", scene.group);
    }

    private static JsonObject message(Scene scene) {
        return room(scene).put("messageId", scene.message);
    }
}
