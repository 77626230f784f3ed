package dev.parley.it.client;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How operations, replies and events are written on a door. */
enum Speech {
    /** {@code {"type","id","data"}}. */
    PROTOCOL {
        @Override
        String operation(String id, String name, @Nullable Object data) {
            var frame = new JsonObject().put("type", name).put("id", id);
            return (data == null ? frame : frame.put("data", data)).encode();
        }

        @Override
        Optional<Heard> read(JsonObject frame) {
            var type = frame.getString("type");
            var data = frame.getJsonObject("data", new JsonObject());
            if (frame.containsKey("id") || type.equals("error")) {
                return Optional.of(
                        new Heard(frame.getString("id"), new Reply(type, data, frame.getJsonObject("error"))));
            }
            return Optional.of(new Heard(null, new Reply(type, data, null)));
        }
    },

    /** The event-bus bridge: {@code send} with a reply address, {@code rec} and {@code err}. */
    BRIDGE {
        @Override
        String operation(String id, String name, @Nullable Object data) {
            return new JsonObject()
                    .put("type", "send")
                    .put("address", "parley." + name)
                    .put("headers", new JsonObject())
                    .put("body", data == null ? new JsonObject() : data)
                    .put("replyAddress", id)
                    .encode();
        }

        @Override
        Optional<Heard> read(JsonObject frame) {
            var address = frame.getString("address", "");
            return switch (frame.getString("type")) {
                case "rec" -> Optional.of(received(address, frame.getJsonObject("body")));
                case "err" -> Optional.of(new Heard(address, new Reply("error", new JsonObject(), error(frame))));
                default -> Optional.empty(); // pong
            };
        }
    };

    /** Something said by the server: a reply if {@code id} is not null, else the event that {@code reply} holds. */
    record Heard(@Nullable String id, Reply reply) {}

    abstract String operation(String id, String name, @Nullable Object data);

    abstract Optional<Heard> read(JsonObject frame);

    private static Heard received(String address, @Nullable JsonObject body) {
        var content = body == null ? new JsonObject() : body;
        return address.startsWith("parley.inbox.")
                ? new Heard(
                        null,
                        new Reply(content.getString("type"), content.getJsonObject("data", new JsonObject()), null))
                : new Heard(address, new Reply("reply", content, null));
    }

    private static JsonObject error(JsonObject frame) {
        return new JsonObject()
                .put("code", frame.getString("message"))
                .put("http", frame.getInteger("failureCode"))
                .put("message", frame.getString("message"));
    }
}
