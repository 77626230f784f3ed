package dev.parley.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.UUID;

/** One user's WebSocket. Owned by the context it was opened on. */
final class Chatter {
    private static final String MARK = "benchmark message ";

    /** The ids of what is not measured; a message's id is its number. */
    private static final String PING = "ping";

    private static final String RECEIPT = "receipt";

    private final String userId;
    private final WebSocket socket;
    private final Promise<Void> ready = Promise.promise();
    private Observer observer = Observer.NONE;

    private Chatter(String userId, WebSocket socket) {
        this.userId = userId;
        this.socket = socket;
        socket.textMessageHandler(text -> heard(new JsonObject(text)));
        socket.closeHandler(closed -> {
            ready.tryFail("closed with " + socket.closeStatusCode());
            observer.closed(String.valueOf(socket.closeStatusCode()));
        });
    }

    /** Complete when the server knows who it is. */
    static Future<Chatter> connect(WebSocketClient client, URI url, Account account) {
        var address = new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI("/api/v1/ws");
        return client.connect(address).compose(socket -> {
            var chatter = new Chatter(account.userId(), socket);
            var token = new JsonObject().put("token", account.accessToken());
            return socket.writeTextMessage(new JsonObject()
                            .put("type", "auth")
                            .put("id", "auth")
                            .put("data", token)
                            .encode())
                    .compose(sent -> chatter.ready.future())
                    .map(chatter);
        });
    }

    /** From here on, this one is told of what is sent and heard. */
    void tell(Observer next) {
        observer = next;
    }

    void send(int number, String roomId) {
        var content = new JsonObject().put("text", MARK + number);
        var data = new JsonObject()
                .put("roomId", roomId)
                .put("clientMessageId", UUID.randomUUID().toString())
                .put("content", content);
        observer.sent(number);
        socket.writeTextMessage(new JsonObject()
                        .put("type", "message.send")
                        .put("id", Integer.toString(number))
                        .put("data", data)
                        .encode())
                .onFailure(cause -> observer.refused(number, "connection closed"));
    }

    /** A receipt for everything up to and with {@code seq}. */
    void received(String roomId, long seq) {
        var data = new JsonObject().put("roomId", roomId).put("seq", seq);
        socket.writeTextMessage(new JsonObject()
                        .put("type", "receipt.delivered")
                        .put("id", RECEIPT)
                        .put("data", data)
                        .encode())
                .onFailure(cause -> ready.tryFail(cause)); // a closed socket shows in the counts
    }

    void ping() {
        socket.writeTextMessage("{\"type\":\"ping\",\"id\":\"" + PING + "\"}")
                .onFailure(cause -> ready.tryFail(cause)); // a closed socket shows in the counts
    }

    private void heard(JsonObject frame) {
        switch (frame.getString("type")) {
            case "ready" -> ready.tryComplete();
            case "ack" -> acknowledged(frame.getString("id"));
            case "error" -> failed(frame);
            case "message.created" -> created(frame.getJsonObject("data").getJsonObject("data"));
            default -> {
                // room.created, receipts, presence: not measured
            }
        }
    }

    private void acknowledged(String id) {
        if (!id.equals(RECEIPT)) {
            observer.acknowledged(Integer.parseInt(id));
        }
    }

    private void failed(JsonObject frame) {
        var id = frame.getString("id", "");
        if (id.equals("auth")) {
            ready.tryFail(frame.encode());
        } else if (id.equals(RECEIPT)) {
            observer.receiptRefused(frame.getJsonObject("error").getString("code"));
        } else if (!id.isEmpty() && !id.equals(PING)) {
            observer.refused(Integer.parseInt(id), frame.getJsonObject("error").getString("code"));
        }
    }

    /** The sender's own copy is no delivery to anyone. */
    private void created(JsonObject message) {
        var text = message.getJsonObject("content").getString("text");
        if (!message.getJsonObject("sender").getString("id").equals(userId) && text.startsWith(MARK)) {
            observer.delivered(Integer.parseInt(text.substring(MARK.length())), message.getLong("seq"));
        }
    }
}
