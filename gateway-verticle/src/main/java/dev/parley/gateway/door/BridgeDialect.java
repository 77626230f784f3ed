package dev.parley.gateway.door;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.gateway.realtime.CloseCode;
import dev.parley.gateway.realtime.Connection;
import dev.parley.gateway.realtime.Dialect;
import dev.parley.gateway.realtime.Reply;
import dev.parley.model.bus.Done;
import dev.parley.model.bus.Json;
import dev.parley.model.failure.Failure;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The words of the Vert.x event-bus bridge, as its JavaScript client speaks them. <b>Invariant: nothing that a client
 * sends here reaches the event bus.</b> {@code parley.<operation>} is an operation of the protocol, {@code
 * parley.inbox.<own user id>} a name for the events of this connection; there are no other addresses.
 */
final class BridgeDialect implements Dialect {
    private static final String OPERATION = "parley.";
    private static final String INBOX = "parley.inbox.";

    /** The clients' own are UUIDs of 36. */
    private static final int MAX_REPLY_ADDRESS = 128;

    /** What stands around an event, or null until the inbox is registered. */
    private @Nullable String inboxOpening;

    @Override
    public void receive(Connection connection, String text) {
        JsonObject envelope;
        try {
            envelope = new JsonObject(text);
        } catch (DecodeException | ClassCastException notAnObject) {
            connection.close(CloseCode.UNREADABLE, "An envelope is a JSON object");
            return;
        }
        var type = envelope.getValue("type");
        var reply = replyOf(envelope);
        if ("ping".equals(type)) {
            connection.signOfLife();
        } else if (!(envelope.getValue("address") instanceof String address)) {
            connection.refuse(reply, Failure.invalid("address", "is required"));
        } else if ("send".equals(type)) {
            send(connection, address, envelope.getValue("body"), reply);
        } else if ("register".equals(type)) {
            register(connection, address);
        } else if ("unregister".equals(type)) {
            unregister(connection, address);
        } else if ("publish".equals(type)) {
            connection.refuse(BridgeReply.to(address), Failure.forbidden("Nothing can be published here"));
        } else {
            connection.refuse(reply, Failure.invalid("type", "must be send, register, unregister or ping"));
        }
    }

    private static void send(Connection connection, String address, @Nullable Object body, Reply reply) {
        if (address.startsWith(OPERATION) && !address.startsWith(INBOX)) {
            connection.request(address.substring(OPERATION.length()), body, reply);
        } else {
            connection.refuse(reply, Failure.forbidden("There is no such address"));
        }
    }

    /** A registration has no acknowledgement in this protocol, only its refusal has an answer. */
    private void register(Connection connection, String address) {
        connection.requestOfDoor(BridgeReply.refusalsTo(address), caller -> {
            if (!address.equals(INBOX + caller.userId())) {
                throw Failure.forbidden("Only one's own inbox can be registered")
                        .asException();
            }
            inboxOpening = "{\"type\":\"rec\",\"address\":" + Json.encode(address) + ",\"body\":";
            connection.listens();
            return Future.succeededFuture(Done.DONE);
        });
    }

    private void unregister(Connection connection, String address) {
        connection.requestOfDoor(BridgeReply.refusalsTo(address), caller -> {
            if (address.equals(INBOX + caller.userId())) {
                inboxOpening = null;
            }
            return Future.succeededFuture(Done.DONE);
        });
    }

    private static Reply replyOf(JsonObject envelope) {
        return envelope.getValue("replyAddress") instanceof String address && address.length() <= MAX_REPLY_ADDRESS
                ? BridgeReply.to(address)
                : Reply.NONE;
    }

    @Override
    public @Nullable ServerFrame event(ServerFrame event) {
        return inboxOpening == null ? null : new ServerFrame(inboxOpening + event.text() + "}");
    }

    /** It has no address, so it goes to the client's onerror. */
    @Override
    public ServerFrame closing(CloseCode code, String reason) {
        return BridgeReply.closing(code, reason);
    }
}
