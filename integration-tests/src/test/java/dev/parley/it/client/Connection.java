package dev.parley.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One live socket on any of the doors. */
public final class Connection implements AutoCloseable {
    private final Wire wire;
    private final Speech speech;
    private final Inbox inbox = new Inbox();
    private final CompletableFuture<Closing> closed = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();

    Connection(Wire wire, Speech speech) {
        this.wire = wire;
        this.speech = speech;
        wire.listen(this::heard, this::ended);
    }

    /** Says who speaks and, on the bridge, registers for the events. */
    @CanIgnoreReturnValue
    public Connection authenticate(String accessToken) {
        var ready = request("auth", new JsonObject().put("token", accessToken)).ok();
        if (speech == Speech.BRIDGE) {
            register("parley.inbox." + ready.getString("userId"));
        }
        return this;
    }

    /** Registers a handler on the bridge. That has no reply; what is sent after it is handled after it. */
    public void register(String address) {
        sendText(new JsonObject()
                .put("type", "register")
                .put("address", address)
                .put("headers", new JsonObject())
                .encode());
        request("ping").ok();
    }

    public CompletableFuture<Reply> send(String operation, @Nullable Object data) {
        var id = UUID.randomUUID().toString();
        var reply = new CompletableFuture<Reply>();
        waiting.put(id, reply);
        closed.thenAccept(closing -> reply.completeExceptionally(new IllegalStateException("closed with " + closing)));
        sendText(speech.operation(id, operation, data));
        return reply;
    }

    /** Sends without waiting for, or wanting, the reply. */
    public void tell(String operation, @Nullable Object data) {
        sendText(speech.operation(UUID.randomUUID().toString(), operation, data));
    }

    public Reply request(String operation, @Nullable Object data) {
        return Await.result("reply to " + operation, send(operation, data));
    }

    public Reply request(String operation) {
        return request(operation, null);
    }

    /** Sends a message and returns the data of its ack. */
    @CanIgnoreReturnValue
    public JsonObject post(String roomId, String text) {
        return request("message.send", Messages.send(roomId, text)).ok();
    }

    /** Sends a text frame of this door as it is, protocol or not. */
    public void sendText(String text) {
        wire.send(text);
    }

    public Wire wire() {
        return wire;
    }

    public Inbox inbox() {
        return inbox;
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    public CompletableFuture<Closing> closed() {
        return closed;
    }

    public void closedWith(int code, Duration within) {
        assertThat(Await.result("the socket is closed", within, closed).code()).isEqualTo(code);
    }

    @Override
    public void close() {
        wire.close();
    }

    private void heard(String text) {
        speech.read(new JsonObject(text)).ifPresent(heard -> {
            var id = heard.id();
            var reply = id == null ? null : waiting.remove(id);
            if (reply != null) {
                reply.complete(heard.reply());
            } else {
                var said = heard.reply();
                var error = said.error();
                inbox.add(said.type(), error == null ? said.data() : error);
            }
        });
    }

    private void ended(Closing closing) {
        closed.complete(closing);
    }
}
