package dev.parley.presence;

import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.id.DeviceId;
import dev.parley.model.id.UserId;
import dev.parley.model.live.AttachedUser;
import dev.parley.model.live.AttachmentChanged;
import dev.parley.model.live.Deliveries;
import dev.parley.model.live.LiveAddresses;
import dev.parley.model.live.Roster;
import dev.parley.model.presence.AttachDevice;
import dev.parley.model.presence.DetachDevice;
import dev.parley.model.presence.Presence;
import dev.parley.model.presence.PresenceAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A gateway node as the others see it: it attaches devices, keeps a roster, and writes down what its users are told. */
final class FakeGateway {
    private final Bus bus;
    private final String nodeId;
    private final Map<UserId, AttachedUser> roster = new ConcurrentHashMap<>();
    private final Map<UserId, Queue<Presence>> told = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong(-1); // so that the first change is 0

    FakeGateway(Vertx vertx, String nodeId) {
        this.bus = new Bus(vertx);
        this.nodeId = nodeId;
    }

    String nodeId() {
        return nodeId;
    }

    Future<Void> start() {
        return Future.all(
                        bus.serve(
                                LiveAddresses.roster(nodeId),
                                ask -> Future.succeededFuture(
                                        new Roster(nodeId, version.get(), List.copyOf(roster.values())))),
                        bus.subscribe(LiveAddresses.deliver(nodeId), this::take))
                .mapEmpty();
    }

    /** A user's socket is authenticated. */
    Future<?> connect(UserId user, DeviceId device) {
        inRoster(user);
        return bus.request(PresenceAddresses.ATTACH, new AttachDevice(user, device, nodeId));
    }

    /** The user is in the roster, so events reach them; Redis is not told. */
    void inRoster(UserId user) {
        var attached = new AttachedUser(user, Set.of());
        roster.put(user, attached);
        // Ahead of whatever is asked next: a directory that is up to date knows the user by then, others ask for the
        // roster.
        bus.publish(
                LiveAddresses.ATTACHMENT_CHANGED,
                new AttachmentChanged(nodeId, version.incrementAndGet(), user, attached));
    }

    Future<?> disconnect(UserId user, DeviceId device) {
        return bus.request(PresenceAddresses.DETACH, new DetachDevice(user, device, nodeId));
    }

    /** What {@code user} was told, in order. */
    List<Presence> told(UserId user) {
        return List.copyOf(told.getOrDefault(user, new ConcurrentLinkedQueue<>()));
    }

    private void take(Deliveries deliveries) {
        for (var delivery : deliveries.deliveries()) {
            var frame = Json.decode(delivery.frame(), Frame.class);
            if (!"presence".equals(frame.type())) {
                throw new IllegalStateException("not expected: " + delivery.frame());
            }
            delivery.recipients()
                    .forEach(user -> told.computeIfAbsent(user, id -> new ConcurrentLinkedQueue<>())
                            .add(frame.data()));
        }
    }

    private record Frame(String type, Presence data) {}
}
