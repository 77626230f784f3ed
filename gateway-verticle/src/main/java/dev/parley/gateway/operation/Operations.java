package dev.parley.gateway.operation;

import dev.parley.gateway.rooms.CommandGate;
import dev.parley.model.bus.Bus;

/** Every operation that REST and the realtime doors share; one of it per gateway, so that the rates are one too. */
public record Operations(
        MessageOperations messages, RoomOperations rooms, MemberOperations members, PresenceOperations presence) {
    public static Operations of(Bus bus, CommandGate gate, MessageRates rates) {
        return new Operations(
                new MessageOperations(gate, bus, rates),
                new RoomOperations(gate, bus),
                new MemberOperations(gate, bus),
                new PresenceOperations(bus));
    }
}
