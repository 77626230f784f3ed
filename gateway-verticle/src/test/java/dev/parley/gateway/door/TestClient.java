package dev.parley.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A client on a WebSocket, used from the test's own thread. */
final class TestClient {
    private static final long PATIENCE_S = 10;

    private final WebSocket socket;
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final Promise<Integer> closed = Promise.promise();
    private int lastId;

    TestClient(WebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(texts::add);
        socket.exceptionHandler(cause -> {});
        socket.closeHandler(gone ->
                closed.complete(socket.closeStatusCode() == null ? 1006 : Integer.valueOf(socket.closeStatusCode())));
    }

    void sendText(String text) {
        World.await(socket.writeTextMessage(text));
    }

    void tellText(String text) {
        if (isOpen()) {
            socket.writeTextMessage(text).onFailure(gone -> {});
        }
    }

    /** @return the id it was sent with */
    int send(String type, @Nullable Object data) {
        lastId++;
        var frame = new JsonObject().put("type", type).put("id", lastId);
        sendText((data == null ? frame : frame.put("data", data)).encode());
        return lastId;
    }

    JsonObject request(String type, @Nullable Object data) {
        int id = send(type, data);
        return frame(frame -> Integer.valueOf(id).equals(frame.getValue("id")));
    }

    /** The code of the refusal. */
    String refusal(String type, @Nullable Object data) {
        var reply = request(type, data);
        assertThat(reply.getString("type")).as(reply.encode()).isEqualTo("error");
        return reply.getJsonObject("error").getString("code");
    }

    void authenticate(String token) {
        var ready = request("auth", new JsonObject().put("token", token));
        assertThat(ready.getString("type")).as(ready.encode()).isEqualTo("ready");
    }

    JsonObject event(String type) {
        return frame(frame -> type.equals(frame.getValue("type")) && !frame.containsKey("id"));
    }

    /** The next frame that {@code wanted} accepts; those before it are dropped. */
    JsonObject frame(Predicate<JsonObject> wanted) {
        while (true) {
            var frame = new JsonObject(text());
            if (wanted.test(frame)) {
                return frame;
            }
        }
    }

    /** Drops frames up to and with the next that {@code last} accepts. */
    void drop(Predicate<JsonObject> last) {
        assertThat(frame(last)).isNotNull();
    }

    String text() {
        try {
            var text = texts.poll(PATIENCE_S, TimeUnit.SECONDS);
            return Objects.requireNonNull(text, () -> "nothing came; closed: " + closed.future());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Of a SockJS frame {@code a["…"]} the messages. */
    JsonArray sockJs() {
        var text = text();
        while (text.equals("h")) {
            text = text();
        }
        assertThat(text).startsWith("a");
        return new JsonArray(text.substring(1));
    }

    BlockingQueue<String> texts() {
        return texts;
    }

    WebSocket socket() {
        return socket;
    }

    int closeCode() {
        return World.await(closed.future());
    }

    void close() {
        socket.close().onFailure(gone -> {});
        var unused = closeCode();
    }

    boolean isOpen() {
        return !closed.future().isComplete();
    }

    Future<Integer> closed() {
        return closed.future();
    }
}
