package dev.parley.gateway.operation;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.request.Fields;
import dev.parley.gateway.rooms.CommandGate;
import dev.parley.gateway.rooms.PostAck;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.GetMessage;
import dev.parley.model.rooms.ListMessages;
import dev.parley.model.rooms.Message;
import dev.parley.model.rooms.MessagePage;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand.DeleteMessage;
import dev.parley.model.rooms.RoomCommand.EditMessage;
import dev.parley.model.rooms.RoomCommand.PostMessage;
import dev.parley.model.rooms.RoomCommand.React;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * Messages. Every method takes the operation's {@code data} and throws INVALID_REQUEST, naming every bad field, before
 * it does anything; what it returns fails with the refusal, or with UNAVAILABLE.
 */
public final class MessageOperations {
    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 100;

    private final CommandGate gate;
    private final Bus bus;
    private final MessageRates rates;

    public MessageOperations(CommandGate gate, Bus bus, MessageRates rates) {
        this.gate = gate;
        this.bus = bus;
        this.rates = rates;
    }

    /** {@code message.send}: roomId, clientMessageId, content, replyTo?. Answered once durable. RATE_LIMITED. */
    public Future<PostAck> send(Caller caller, JsonObject data, SendOrder order) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var command = postMessage(fields);
        fields.check();
        rates.count(caller.userId());
        var turn = order.next(roomId);
        return gate.post(caller, roomId, command, turn.before(), turn.done());
    }

    /** {@code POST /rooms/{roomId}/messages}: as {@link #send}, answered with the stored message. RATE_LIMITED. */
    public Future<Message> post(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var command = postMessage(fields);
        fields.check();
        rates.count(caller.userId());
        return gate.postAndStore(caller, roomId, command).map(event -> (Message) event.data());
    }

    /** roomId, messageId, content. The content that it has already is no error. */
    public Future<Done> edit(Caller caller, JsonObject data) {
        var edit = readEdit(data);
        return gate.perform(caller, edit.roomId, edit.command).map(Done.DONE);
    }

    /** As {@link #edit}, answered with the message as it now is. */
    public Future<Message> editAndRead(Caller caller, JsonObject data) {
        var edit = readEdit(data);
        return gate.perform(caller, edit.roomId, edit.command)
                .compose(done -> get(caller, edit.roomId, edit.command.messageId()));
    }

    /** roomId, messageId. The message as it is now, deleted or not. */
    public Future<Message> get(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var messageId = fields.messageId("messageId");
        fields.check();
        return get(caller, roomId, messageId);
    }

    private Future<Message> get(Caller caller, RoomId roomId, MessageId messageId) {
        return bus.request(RoomAddresses.GET_MESSAGE, new GetMessage(caller.userId(), roomId, messageId));
    }

    private static Edit readEdit(JsonObject data) {
        var fields = Fields.of(data);
        var edit = new Edit(
                fields.roomId("roomId"), new EditMessage(fields.messageId("messageId"), fields.content("content")));
        fields.check();
        return edit;
    }

    private record Edit(RoomId roomId, EditMessage command) {}

    /** roomId, messageId. Twice is no error. */
    public Future<Done> delete(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var command = new DeleteMessage(fields.messageId("messageId"));
        fields.check();
        return gate.perform(caller, roomId, command).map(Done.DONE);
    }

    /** roomId, messageId, emoji; {@code active} adds it, else it is taken back. Twice is no error. */
    public Future<Done> react(Caller caller, JsonObject data, boolean active) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var command = new React(fields.messageId("messageId"), fields.emoji("emoji"), active);
        fields.check();
        return gate.perform(caller, roomId, command).map(Done.DONE);
    }

    /** roomId, before? or after? (seqs), limit? 1 to 100. */
    public Future<MessagePage> history(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var before = fields.optionalInteger("before", 1, Fields.MAX_SAFE_INTEGER);
        var after = fields.optionalInteger("after", 0, Fields.MAX_SAFE_INTEGER);
        int limit = fields.integerOr("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        if (before != null && after != null) {
            fields.reject("after", "must not be given together with before");
        }
        fields.check();
        return bus.request(RoomAddresses.HISTORY, new ListMessages(caller.userId(), roomId, before, after, limit));
    }

    private static PostMessage postMessage(Fields fields) {
        return new PostMessage(
                fields.clientMessageId("clientMessageId"),
                fields.content("content"),
                fields.optionalMessageId("replyTo"));
    }
}
