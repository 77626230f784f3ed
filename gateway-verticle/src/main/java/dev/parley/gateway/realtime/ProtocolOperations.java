package dev.parley.gateway.realtime;

import static java.util.Map.entry;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.operation.Operations;
import dev.parley.gateway.request.Fields;
import dev.parley.model.bus.Done;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations that an authenticated connection may ask for, by their name on the wire. */
final class ProtocolOperations {
    /** Throws INVALID_REQUEST; the future's value is the ack's data. */
    interface Handler {
        Future<?> perform(Connection connection, Caller caller, JsonObject data);
    }

    private final Map<String, Handler> handlers;

    ProtocolOperations(Operations operations) {
        var messages = operations.messages();
        var rooms = operations.rooms();
        var members = operations.members();
        var presence = operations.presence();
        handlers = Map.ofEntries(
                entry("message.send", (connection, caller, data) -> messages.send(caller, data, connection.sendLine())),
                entry("message.edit", (connection, caller, data) -> messages.edit(caller, data)),
                entry("message.delete", (connection, caller, data) -> messages.delete(caller, data)),
                entry("reaction.add", (connection, caller, data) -> messages.react(caller, data, true)),
                entry("reaction.remove", (connection, caller, data) -> messages.react(caller, data, false)),
                entry("receipt.delivered", (connection, caller, data) -> members.receipt(caller, data, false)),
                entry("receipt.read", (connection, caller, data) -> members.receipt(caller, data, true)),
                entry("typing", (connection, caller, data) -> members.typing(caller, data)),
                entry("presence.set", (connection, caller, data) -> presence.set(caller, connection.deviceId(), data)),
                entry("presence.subscribe", (connection, caller, data) -> presence.get(caller, data)),
                entry("sync", (connection, caller, data) -> rooms.sync(caller, data)),
                entry("history", (connection, caller, data) -> messages.history(caller, data)),
                entry("rooms", (connection, caller, data) -> rooms.list(caller, data)),
                entry("room.focus", (connection, caller, data) -> focus(connection, data)));
    }

    Set<String> names() {
        return handlers.keySet();
    }

    @Nullable Handler named(String operation) {
        return handlers.get(operation);
    }

    /** roomId, or null when no room is open in front of the user any more. */
    private static Future<Done> focus(Connection connection, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.optionalRoomId("roomId");
        fields.check();
        connection.look(roomId);
        return Future.succeededFuture(Done.DONE);
    }
}
