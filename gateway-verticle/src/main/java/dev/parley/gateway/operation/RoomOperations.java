package dev.parley.gateway.operation;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.request.Choices;
import dev.parley.gateway.request.Fields;
import dev.parley.gateway.rooms.CommandGate;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.EventPage;
import dev.parley.model.rooms.GetRoom;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.ListEvents;
import dev.parley.model.rooms.ListRooms;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand.CreateRoom;
import dev.parley.model.rooms.RoomCommand.DeleteRoom;
import dev.parley.model.rooms.RoomCommand.UpdateRoom;
import dev.parley.model.rooms.RoomPage;
import dev.parley.model.rooms.RoomType;
import dev.parley.model.rooms.Sync;
import dev.parley.model.rooms.SyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Rooms and their logs. Methods are as in {@link MessageOperations}. */
public final class RoomOperations {
    private static final Map<String, RoomType> TYPES = Choices.of(List.of(RoomType.values()), RoomType::wire);
    private static final String RETENTION = "retentionDays";
    private static final int MAX_NAME = 80;
    private static final int MAX_TOPIC = 500;
    private static final int MAX_RETENTION_DAYS = 3_650;
    private static final int MAX_OTHER_MEMBERS = 999;
    private static final int MAX_CURSOR = 512;
    private static final int MAX_SYNC_ROOMS = 200;

    private final CommandGate gate;
    private final Bus bus;

    public RoomOperations(CommandGate gate, Bus bus) {
        this.gate = gate;
        this.bus = bus;
    }

    /** type; direct: memberIds (the one other); group: name, memberIds? (0 to 999). */
    public Future<RoomCreation> create(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        return fields.choice("type", TYPES) == RoomType.DIRECT
                ? createDirect(caller, fields)
                : createGroup(caller, fields);
    }

    private Future<RoomCreation> createDirect(Caller caller, Fields fields) {
        var members = fields.userIds("memberIds", 1, 1);
        if (members.contains(caller.userId())) {
            fields.reject("memberIds", "must be somebody else");
        }
        fields.check();
        var roomId = RoomId.direct(caller.userId(), members.get(0));
        return gate.perform(caller, roomId, new CreateRoom(RoomType.DIRECT, null, List.of()), members)
                .map(RoomOperations::creation);
    }

    private Future<RoomCreation> createGroup(Caller caller, Fields fields) {
        var name = fields.text("name", 1, MAX_NAME);
        var members = fields.optionalUserIds("memberIds", MAX_OTHER_MEMBERS).stream()
                .filter(id -> !id.equals(caller.userId()))
                .toList();
        fields.check();
        return gate.perform(caller, RoomId.next(), new CreateRoom(RoomType.GROUP, name, List.of()), members)
                .map(RoomOperations::creation);
    }

    /** roomId. */
    public Future<Room> get(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        fields.check();
        return bus.request(RoomAddresses.GET_ROOM, new GetRoom(caller.userId(), roomId));
    }

    /** cursor?, limit? 1 to 200. */
    public Future<RoomPage> list(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var cursor = fields.optionalText("cursor", 1, MAX_CURSOR);
        int limit = fields.integerOr("limit", 1, 200, 50);
        fields.check();
        return bus.request(RoomAddresses.LIST_ROOMS, new ListRooms(caller.userId(), cursor, limit));
    }

    /** roomId, name?, topic? (at most 500 characters, may be empty), retentionDays? (null as 0); at least one of the three. */
    public Future<Room> update(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var name = fields.optionalText("name", 1, MAX_NAME);
        var topic = fields.optionalText("topic", 0, MAX_TOPIC);
        // Said to be null is not the same as not said.
        var retentionDays = data.containsKey(RETENTION) ? fields.integerOr(RETENTION, 0, MAX_RETENTION_DAYS, 0) : null;
        if (name == null && topic == null && retentionDays == null) {
            fields.reject("name", "is required, or topic, or retentionDays");
        }
        fields.check();
        return gate.perform(caller, roomId, new UpdateRoom(name, topic, retentionDays))
                .map(RoomOperations::room);
    }

    /** roomId. */
    public Future<Done> delete(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        fields.check();
        return gate.perform(caller, roomId, new DeleteRoom()).map(Done.DONE);
    }

    /** roomId, after? (seq, 0), limit? 1 to 500. */
    public Future<EventPage> events(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var after = fields.optionalInteger("after", 0, Fields.MAX_SAFE_INTEGER);
        int limit = fields.integerOr("limit", 1, 500, 100);
        fields.check();
        return bus.request(
                RoomAddresses.EVENTS, new ListEvents(caller.userId(), roomId, after == null ? 0 : after, limit));
    }

    /** rooms: {roomId: last seq held}, at most 200. */
    public Future<SyncResult> sync(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var rooms = fields.seqs("rooms", MAX_SYNC_ROOMS);
        fields.check();
        return bus.request(RoomAddresses.SYNC, new Sync(caller.userId(), rooms));
    }

    private static RoomCreation creation(IntentOutcome outcome) {
        return new RoomCreation(room(outcome), outcome.repeated());
    }

    static Room room(IntentOutcome outcome) {
        var room = outcome.room();
        if (room == null) {
            throw new IllegalStateException("an outcome without its room intent=" + outcome.intentId());
        }
        return room;
    }
}
