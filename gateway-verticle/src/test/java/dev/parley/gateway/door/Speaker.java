package dev.parley.gateway.door;

import dev.parley.model.id.UserId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The protocol on each of the doors, for tests that are the same on all of them. */
enum Speaker {
    WEB_SOCKET("/api/v1/ws", false, false),
    SOCK_JS("/api/v1/sockjs/000/%s/websocket", true, false),
    SOCK_JS_RAW("/api/v1/sockjs/websocket", false, false),
    BRIDGE("/eventbus/000/%s/websocket", true, true),
    BRIDGE_RAW("/eventbus/websocket", false, true);

    private final String path;
    private final boolean sockJs;
    private final boolean bridge;

    Speaker(String path, boolean sockJs, boolean bridge) {
        this.path = path;
        this.sockJs = sockJs;
        this.bridge = bridge;
    }

    Connected open(World world) {
        return open(world, Map.of());
    }

    Connected open(World world, Map<String, String> headers) {
        return new Connected(world.connect(path.formatted(UUID.randomUUID()), headers), sockJs, bridge);
    }

    /** An open connection through this door. */
    static final class Connected {
        private final TestClient client;
        private final boolean sockJs;
        private final boolean bridge;
        private final Queue<String> unpacked = new ArrayDeque<>();
        private int lastId;
        private int closedBySockJs;

        private Connected(TestClient client, boolean sockJs, boolean bridge) {
            this.client = client;
            this.sockJs = sockJs;
            this.bridge = bridge;
        }

        void authenticate(String token, UserId userId) {
            var ready = request("auth", new JsonObject().put("token", token));
            if (ready.containsKey("error")) {
                throw new AssertionError(ready.encode());
            }
            if (bridge) {
                sendText(new JsonObject()
                        .put("type", "register")
                        .put("address", "parley.inbox." + userId)
                        .encode());
            }
        }

        void send(String type, @Nullable JsonObject data) {
            sendText(frame(type, data));
        }

        /** Sends whether or not the server still listens. */
        void tell(String type) {
            client.tellText(wrapped(frame(type, null)));
        }

        private String frame(String type, @Nullable JsonObject data) {
            lastId++;
            var body = data == null ? new JsonObject() : data;
            var frame = bridge
                    ? new JsonObject()
                            .put("type", "send")
                            .put("address", "parley." + type)
                            .put("body", body)
                            .put("replyAddress", "reply-" + lastId)
                    : new JsonObject().put("type", type).put("id", lastId).put("data", body);
            return frame.encode();
        }

        void sendText(String text) {
            client.sendText(wrapped(text));
        }

        private String wrapped(String text) {
            return sockJs ? new JsonArray().add(text).encode() : text;
        }

        JsonObject request(String type, @Nullable JsonObject data) {
            send(type, data);
            while (true) {
                var frame = next();
                boolean mine = bridge
                        ? ("reply-" + lastId).equals(frame.getValue("address"))
                        : Integer.valueOf(lastId).equals(frame.getValue("id"));
                if (mine) {
                    return frame;
                }
            }
        }

        /** The next event of this type, as {@code {type, data}} whatever the door wraps around it. */
        JsonObject event(String type) {
            while (true) {
                var frame = next();
                var event = bridge && frame.getValue("body") instanceof JsonObject body ? body : frame;
                if (type.equals(event.getValue("type"))) {
                    return event;
                }
            }
        }

        JsonObject next() {
            return new JsonObject(nextText());
        }

        private String nextText() {
            while (unpacked.isEmpty()) {
                var text = client.text();
                if (!sockJs) {
                    return text;
                }
                if (text.startsWith("a")) {
                    new JsonArray(text.substring(1)).forEach(message -> unpacked.add((String) message));
                } else if (text.startsWith("c")) {
                    closedBySockJs = new JsonArray(text.substring(1)).getInteger(0);
                }
            }
            return unpacked.remove();
        }

        /** As the client's own library would tell it: SockJS has a frame for it, and the WebSocket must agree. */
        int closeCode() {
            int code = client.closeCode();
            if (!sockJs) {
                return code;
            }
            for (var text = client.texts().poll();
                    text != null;
                    text = client.texts().poll()) {
                closedBySockJs = text.startsWith("c") ? new JsonArray(text.substring(1)).getInteger(0) : closedBySockJs;
            }
            if (code != closedBySockJs) {
                throw new AssertionError("WebSocket says " + code + ", SockJS says " + closedBySockJs);
            }
            return code;
        }
    }
}
