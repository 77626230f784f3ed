package dev.parley.gateway;

import static java.util.Objects.requireNonNull;

import dev.parley.broker.IntentPublisher;
import dev.parley.model.bus.Bus;
import dev.parley.model.failure.Failure;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.IntentOutcomes;
import dev.parley.model.rooms.Room;
import dev.parley.model.rooms.RoomAddresses;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands for the broker with message-verticle behind it: every intent has the outcome told. */
final class FakeRoomLog implements IntentPublisher {
    private final Bus bus;
    private final List<Intent> intents = new CopyOnWriteArrayList<>();
    private volatile Function<Intent, IntentOutcome> outcome = intent -> refused(intent, Failure.notFound("room"));

    FakeRoomLog(Bus bus) {
        this.bus = bus;
    }

    void outcomes(Function<Intent, IntentOutcome> told) {
        outcome = told;
    }

    static IntentOutcome stored(Intent intent, Room room, boolean repeated, Event... events) {
        return new IntentOutcome(intent.id(), intent.roomId(), null, List.of(events), room, repeated);
    }

    static IntentOutcome refused(Intent intent, Failure failure) {
        return new IntentOutcome(intent.id(), intent.roomId(), failure, List.of(), null, false);
    }

    Intent lastIntent() {
        return intents.get(intents.size() - 1);
    }

    @Override
    public Future<Void> publish(Intent intent) {
        intents.add(intent);
        bus.publish(
                RoomAddresses.outcomes(requireNonNull(intent.replyNode())),
                new IntentOutcomes(List.of(outcome.apply(intent))));
        return Future.succeededFuture();
    }
}
