package dev.parley.gateway.operation;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.request.Choices;
import dev.parley.gateway.request.Fields;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.id.DeviceId;
import dev.parley.model.presence.GetPresence;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.model.presence.PresenceStatus;
import dev.parley.model.presence.Presences;
import dev.parley.model.presence.SetPresence;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Who is there. Methods are as in {@link MessageOperations}. */
public final class PresenceOperations {
    private static final int MAX_USERS = 200;

    /** OFFLINE cannot be set: it is having no device. */
    private static final Map<String, PresenceStatus> SETTABLE =
            Choices.of(List.of(PresenceStatus.ONLINE, PresenceStatus.AWAY, PresenceStatus.BUSY), PresenceStatus::wire);

    private final Bus bus;

    public PresenceOperations(Bus bus) {
        this.bus = bus;
    }

    /** userIds (at most 200): how they are now, as the caller may see it. */
    public Future<Presences> get(Caller caller, JsonObject data) {
        var fields = Fields.of(data);
        var userIds = fields.userIds("userIds", 0, MAX_USERS);
        fields.check();
        return bus.request(PresenceAddresses.GET, new GetPresence(caller.userId(), userIds));
    }

    /** status: what this device shows. */
    public Future<Done> set(Caller caller, DeviceId deviceId, JsonObject data) {
        var fields = Fields.of(data);
        var status = fields.choice("status", SETTABLE);
        fields.check();
        return bus.request(PresenceAddresses.SET, new SetPresence(caller.userId(), deviceId, status));
    }
}
