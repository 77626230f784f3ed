package dev.parley.message;

import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import dev.parley.model.id.IntentId;
import dev.parley.model.id.UserId;
import dev.parley.model.live.AttachedUser;
import dev.parley.model.live.AttachmentChanged;
import dev.parley.model.live.Deliveries;
import dev.parley.model.live.GatewayBeat;
import dev.parley.model.live.LiveAddresses;
import dev.parley.model.live.Roster;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.RoomAddresses;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A gateway node that holds the users attached to it, and hears what is delivered and what became of intents. */
final class FakeGateway {
    static final String NODE = "test-node";

    /**
     * What a user was sent.
     *
     * @param leftRoom as in {@code Delivery}
     */
    record Heard(
            UserId user,
            String type,
            JsonObject data,
            @Nullable String leftRoom) {}

    private final Bus bus;
    private final List<AttachedUser> users = new CopyOnWriteArrayList<>();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final List<IntentOutcome> outcomes = new CopyOnWriteArrayList<>();
    private final Map<IntentId, Promise<IntentOutcome>> waiting = new ConcurrentHashMap<>();
    private long version;

    FakeGateway(Vertx vertx) {
        this.bus = new Bus(vertx);
        Await.await(Future.all(
                bus.serve(
                        LiveAddresses.roster(NODE), asked -> Future.succeededFuture(new Roster(NODE, version, users))),
                bus.subscribe(LiveAddresses.deliver(NODE), this::delivered),
                bus.subscribe(
                        RoomAddresses.outcomes(NODE), all -> all.outcomes().forEach(this::outcome))));
        vertx.setPeriodic(50, beat -> bus.publish(LiveAddresses.GATEWAY_BEAT, new GatewayBeat(NODE, version)));
    }

    void attach(UserId user) {
        var attached = new AttachedUser(user, Set.of());
        users.add(attached);
        version++;
        bus.publish(LiveAddresses.ATTACHMENT_CHANGED, new AttachmentChanged(NODE, version, user, attached));
    }

    private void delivered(Deliveries deliveries) {
        for (var delivery : deliveries.deliveries()) {
            var frame = new JsonObject(delivery.frame());
            var left = delivery.leftRoom() == null ? null : delivery.leftRoom().value();
            delivery.recipients()
                    .forEach(user ->
                            heard.add(new Heard(user, frame.getString("type"), frame.getJsonObject("data"), left)));
        }
    }

    private void outcome(IntentOutcome outcome) {
        outcomes.add(Json.decode(Json.encode(outcome), IntentOutcome.class)); // as another node would get it
        expect(outcome.intentId()).tryComplete(outcome);
    }

    Promise<IntentOutcome> expect(IntentId intent) {
        return waiting.computeIfAbsent(intent, id -> Promise.promise());
    }

    List<IntentOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    List<Heard> heardBy(UserId user, String type) {
        var some = new ArrayList<>(heard);
        some.removeIf(one -> !one.user().equals(user) || !one.type().equals(type));
        return some;
    }
}
