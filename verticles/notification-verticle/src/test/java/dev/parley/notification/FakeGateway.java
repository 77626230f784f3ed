package dev.parley.notification;

import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.live.AttachedUser;
import dev.parley.model.live.Deliveries;
import dev.parley.model.live.GatewayBeat;
import dev.parley.model.live.LiveAddresses;
import dev.parley.model.live.Roster;
import dev.parley.model.notification.Notification;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A gateway node as the others see it: a roster, and what its users are pushed. */
final class FakeGateway {
    private static final String NODE = "gateway-1";

    private final Vertx vertx;
    private final Bus bus;
    private final Map<UserId, AttachedUser> roster = new ConcurrentHashMap<>();
    private final Queue<Pushed> pushed = new ConcurrentLinkedQueue<>();
    private final Promise<Void> asked = Promise.promise();

    FakeGateway(Vertx vertx) {
        this.vertx = vertx;
        this.bus = new Bus(vertx);
    }

    void attach(UserId user, RoomId... looking) {
        roster.put(user, new AttachedUser(user, Set.of(looking)));
    }

    Future<Void> start() {
        return Future.all(
                        bus.serve(LiveAddresses.roster(NODE), ask -> {
                            vertx.runOnContext(answered -> asked.tryComplete());
                            return Future.succeededFuture(new Roster(NODE, 0, List.copyOf(roster.values())));
                        }),
                        bus.subscribe(LiveAddresses.deliver(NODE), this::take))
                .mapEmpty();
    }

    /** Announces itself; completes when the roster has been asked for. */
    Future<Void> beat() {
        bus.publish(LiveAddresses.GATEWAY_BEAT, new GatewayBeat(NODE, 0));
        return asked.future();
    }

    /** What was pushed to {@code user}, in order. */
    List<Notification> pushedTo(UserId user) {
        return pushed.stream()
                .filter(one -> one.user().equals(user))
                .map(Pushed::notification)
                .toList();
    }

    private void take(Deliveries deliveries) {
        for (var delivery : deliveries.deliveries()) {
            var frame = Json.decode(delivery.frame(), Frame.class);
            if (!"notification".equals(frame.type())) {
                throw new IllegalStateException("not expected: " + delivery.frame());
            }
            delivery.recipients().forEach(user -> pushed.add(new Pushed(user, frame.data())));
        }
    }

    private record Pushed(UserId user, Notification notification) {}

    private record Frame(String type, Notification data) {}
}
