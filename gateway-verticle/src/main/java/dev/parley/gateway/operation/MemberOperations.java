package dev.parley.gateway.operation;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.request.Choices;
import dev.parley.gateway.request.Fields;
import dev.parley.gateway.rooms.CommandGate;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.rooms.AdvanceReceipt;
import dev.parley.model.rooms.ListMembers;
import dev.parley.model.rooms.MemberPage;
import dev.parley.model.rooms.Role;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand.AddMembers;
import dev.parley.model.rooms.RoomCommand.ChangeRole;
import dev.parley.model.rooms.RoomCommand.RemoveMember;
import dev.parley.model.rooms.SetMute;
import dev.parley.model.rooms.SetTyping;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Who is in a room, and what each member does there for themselves. Methods are as in {@link MessageOperations}. */
public final class MemberOperations {
    private static final Map<String, Role> ROLES = Choices.of(List.of(Role.values()), Role::wire);
    private static final int MAX_ADDED = 999;
    private static final int MAX_CURSOR = 512;

    private final CommandGate gate;
    private final Bus bus;

    public MemberOperations(CommandGate gate, Bus bus) {
        this.gate = gate;
        this.bus = bus;
    }

    /** roomId, cursor?. */
    public Future<MemberPage> list(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var cursor = fields.optionalText("cursor", 1, MAX_CURSOR);
        fields.check();
        return bus.request(RoomAddresses.LIST_MEMBERS, new ListMembers(caller.userId(), roomId, cursor));
    }

    /** roomId, userIds (1 to 999). */
    public Future<Room> add(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var userIds = fields.userIds("userIds", 1, MAX_ADDED);
        fields.check();
        return gate.perform(caller, roomId, new AddMembers(List.of()), userIds).map(RoomOperations::room);
    }

    /** roomId, userId: somebody else, or oneself to leave. */
    public Future<Done> remove(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var command = new RemoveMember(fields.userId("userId"));
        fields.check();
        return gate.perform(caller, roomId, command).map(Done.DONE);
    }

    /** roomId, userId, role. */
    public Future<Room> changeRole(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var command = new ChangeRole(fields.userId("userId"), fields.choice("role", ROLES));
        fields.check();
        return gate.perform(caller, roomId, command).map(RoomOperations::room);
    }

    /** roomId, muted, until? (time). */
    public Future<Done> mute(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var muted = fields.bool("muted");
        var until = fields.optionalTime("until");
        fields.check();
        return bus.request(RoomAddresses.MUTE, new SetMute(caller.userId(), roomId, muted, until));
    }

    /** roomId, seq: received, or {@code read}, up to and with it. */
    public Future<Done> receipt(Caller caller, JsonObject data, boolean read) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        long seq = fields.integer("seq", 1, Fields.MAX_SAFE_INTEGER);
        fields.check();
        return bus.request(RoomAddresses.RECEIPT, new AdvanceReceipt(caller.userId(), roomId, seq, read));
    }

    /** roomId, active. */
    public Future<Done> typing(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var roomId = fields.roomId("roomId");
        var active = fields.bool("active");
        fields.check();
        return bus.request(RoomAddresses.TYPING, new SetTyping(caller.userId(), roomId, active));
    }
}
