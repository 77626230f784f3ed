package dev.parley.message.pipeline;

import dev.parley.model.bus.Bus;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.MessageId;
import dev.parley.model.live.EventNames;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.IntentOutcomes;
import dev.parley.model.rooms.LiveData;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand.PostMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what a committed batch did: the verticle itself, then the members, then the gateways that wait. */
final class Announcer {
    private final Bus bus;
    private final LiveDelivery live;
    private final CommitListener listener;

    Announcer(Bus bus, LiveDelivery live, CommitListener listener) {
        this.bus = bus;
        this.live = live;
        this.listener = listener;
    }

    void announce(Batch batch) {
        // Caches first: whoever hears of a room by what follows may ask about it at once.
        listener.committed(batch.derived(), batch.events());
        batch.told().forEach(this::tell);
        batch.results().forEach(result -> tellOfFailure(result.received().intent(), result.outcome()));
        live.flush();
        answer(batch.results());
    }

    /** An intent that is in the dead letters now. */
    void announceGivenUp(Intent intent) {
        var failure = Failure.of(FailureCode.INTERNAL, "This could not be stored");
        var outcome = new IntentOutcome(intent.id(), intent.roomId(), failure, List.of(), null, false);
        tellOfFailure(intent, outcome);
        live.flush();
        answer(intent.replyNode(), List.of(outcome));
    }

    private void tell(Batch.Told told) {
        var event = told.event();
        live.add(told.members(), event.type().wire(), event);
        if (!told.leaving().isEmpty()) {
            live.add(told.leaving(), event.type().wire(), event, event.roomId());
        }
    }

    /** The sender may have been told "accepted" long ago. */
    private void tellOfFailure(Intent intent, IntentOutcome outcome) {
        var failure = outcome.failure();
        if (failure != null && intent.command() instanceof PostMessage post) {
            var id = MessageId.of(intent.roomId(), intent.actor().id(), post.clientMessageId());
            var error = new LiveData.Error(
                    failure.code(), failure.message(), failure.code().retryable());
            live.add(
                    List.of(intent.actor().id()),
                    EventNames.MESSAGE_FAILED,
                    new LiveData.MessageFailed(intent.roomId(), post.clientMessageId(), id, error));
        }
    }

    private void answer(List<Batch.Result> results) {
        Map<@Nullable String, List<IntentOutcome>> byNode = new LinkedHashMap<>();
        for (var result : results) {
            byNode.computeIfAbsent(result.received().intent().replyNode(), node -> new ArrayList<>())
                    .add(result.outcome());
        }
        byNode.forEach(this::answer);
    }

    private void answer(@Nullable String node, List<IntentOutcome> outcomes) {
        if (node != null) {
            bus.send(RoomAddresses.outcomes(node), new IntentOutcomes(outcomes));
        }
    }
}
