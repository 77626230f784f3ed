package dev.parley.message.access;

import dev.parley.message.room.StoredEvent;
import dev.parley.model.bus.Bus;
import dev.parley.model.presence.Acquainted;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.RoomType;
import java.util.List;

/** Tells of those who have a direct room now: they see each other's presence from then on. */
public final class Acquaintances {
    private final Bus bus;

    public Acquaintances(Bus bus) {
        this.bus = bus;
    }

    public void committed(List<StoredEvent> events) {
        for (var stored : events) {
            if (stored.event().data() instanceof EventData.RoomCreated created
                    && created.room().type() == RoomType.DIRECT) {
                var members = created.members();
                bus.publish(
                        PresenceAddresses.ACQUAINTED,
                        new Acquainted(
                                members.get(0).user().id(),
                                members.get(1).user().id()));
            }
        }
    }
}
