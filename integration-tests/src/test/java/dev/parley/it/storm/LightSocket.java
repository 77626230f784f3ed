package dev.parley.it.storm;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One client's connection, on the plain WebSocket door. Owned by its {@link Swarm}'s thread. */
final class LightSocket {
    private final WebSocket socket;
    private final Map<String, Promise<JsonObject>> waiting = new HashMap<>();
    private final Promise<Integer> closed = Promise.promise();
    private Consumer<JsonObject> onEvent = event -> {};
    private int asked;

    LightSocket(WebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(text -> heard(new JsonObject(text)));
        socket.exceptionHandler(broken -> {}); // the close handler is called too
        socket.closeHandler(gone -> ended());
    }

    void onEvent(Consumer<JsonObject> handler) {
        onEvent = handler;
    }

    /** @return the whole answering frame, {@code error} or not; fails when the socket is closed before it comes */
    Future<JsonObject> request(String operation, JsonObject data) {
        var id = Integer.toString(asked++);
        var reply = Promise.<JsonObject>promise();
        waiting.put(id, reply);
        socket.writeTextMessage(new JsonObject()
                        .put("type", operation)
                        .put("id", id)
                        .put("data", data)
                        .encode())
                .onFailure(gone -> fail(id));
        return reply.future();
    }

    private void heard(JsonObject frame) {
        var id = frame.getString("id");
        var reply = id == null ? null : waiting.remove(id);
        if (reply != null) {
            reply.complete(frame);
        } else {
            onEvent.accept(frame);
        }
    }

    private void fail(String id) {
        var reply = waiting.remove(id);
        if (reply != null) {
            reply.fail("closed");
        }
    }

    private void ended() {
        var code = socket.closeStatusCode();
        closed.tryComplete(code == null ? 1006 : code.intValue());
        Map.copyOf(waiting).keySet().forEach(this::fail);
    }

    /** With the code; 1006 if there was none (RFC 6455 section 7.1.5). */
    Future<Integer> closed() {
        return closed.future();
    }

    boolean isOpen() {
        return !closed.future().isComplete();
    }

    /** Gone as a cable is pulled: no close frame. */
    void abort() {
        ((WebSocketInternal) socket).channelHandlerContext().channel().unsafe().closeForcibly();
    }
}
