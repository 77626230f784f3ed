package dev.parley.gateway.realtime;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.gateway.realtime.Frames.ErrorBody;
import dev.parley.model.failure.Failure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** {@code {"type","id"?,"data"?}} as it is, on the WebSocket and inside SockJS. */
public final class PlainDialect implements Dialect {
    private static final int MAX_ID_LENGTH = 128;

    @Override
    public void receive(Connection connection, String text) {
        JsonObject frame;
        try {
            frame = new JsonObject(text);
        } catch (DecodeException | ClassCastException notAnObject) {
            connection.close(CloseCode.UNREADABLE, "A frame is a JSON object");
            return;
        }
        var id = frame.getValue("id");
        if (!isId(id)) {
            connection.refuse(
                    new FrameReply(null),
                    Failure.invalid(
                            "id", "must be a string of at most " + MAX_ID_LENGTH + " characters or an integer"));
            return;
        }
        var reply = new FrameReply(id);
        if (frame.getValue("type") instanceof String type) {
            connection.request(type, frame.getValue("data"), reply);
        } else {
            connection.refuse(reply, Failure.invalid("type", "must name the operation"));
        }
    }

    private static boolean isId(@Nullable Object id) {
        return id == null
                || id instanceof String text && text.length() <= MAX_ID_LENGTH
                || id instanceof Integer
                || id instanceof Long;
    }

    @Override
    public ServerFrame event(ServerFrame event) {
        return event;
    }

    @Override
    public ServerFrame closing(CloseCode code, String reason) {
        return Frames.failed(null, ErrorBody.closing(code, reason));
    }

    private record FrameReply(@Nullable Object id) implements Reply {
        @Override
        public ServerFrame done(String type, Object data) {
            return Frames.done(type, id, data);
        }

        @Override
        public ServerFrame failed(Failure failure) {
            return Frames.failed(id, ErrorBody.of(failure));
        }
    }
}
