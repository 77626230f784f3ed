package dev.parley.message.pipeline;

import dev.parley.message.room.Decision;
import dev.parley.message.room.RoomRules;
import dev.parley.message.room.RoomState;
import dev.parley.message.room.StoredEvent;
import dev.parley.message.store.Derived;
import dev.parley.message.store.LoggedEvent;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.EventData;
import dev.parley.model.rooms.IntentOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one attempt at a batch decided, intent by intent in the queue's order. Nothing of it is stored yet. */
final class Batch {
    /** What became of one intent. */
    record Result(Received received, IntentOutcome outcome) {}

    /**
     * An event and who is to hear of it.
     *
     * @param leaving those who are no longer in the room by it
     */
    record Told(Event event, List<UserId> members, List<UserId> leaving) {}

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    private final RoomRules rules;
    private final Map<RoomId, RoomState> states;
    private final Derived derived = new Derived();
    private final Folding folding = new Folding(derived);
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final List<Received> impossible = new ArrayList<>();
    private final Map<String, Event> published = new LinkedHashMap<>();

    Batch(RoomRules rules, Map<RoomId, RoomState> states, List<LoggedEvent> found) {
        this.rules = rules;
        this.states = states;
        found.forEach(folding::know);
    }

    void decide(Received received, Instant now) {
        var intent = received.intent();
        var state = states.getOrDefault(intent.roomId(), RoomState.absent(intent.roomId()));
        Decision decision;
        try {
            decision = rules.decide(intent, state, folding.found(), now);
        } catch (RuntimeException e) {
            LOG.error("impossible intent={} room={}", intent.id(), intent.roomId(), e);
            impossible.add(received);
            finish(received, state, Failure.of(FailureCode.INTERNAL, "This could not be processed"), List.of(), false);
            return;
        }
        tellAgain(received, decision.earlier(), state);
        var after = state;
        for (var stored : decision.events()) {
            after = accept(stored, after);
        }
        var all = new ArrayList<>(decision.earlier());
        decision.events().forEach(stored -> all.add(stored.event()));
        finish(received, after, decision.failure(), all, decision.repeated());
    }

    private RoomState accept(StoredEvent stored, RoomState before) {
        var after = before.after(stored);
        states.put(after.id(), after);
        events.add(stored);
        derived.add(stored, before, after);
        folding.found().addEvent(stored.key(), stored.event());
        folding.fold(stored.event());
        publish(stored.event());
        tell(stored.event(), before, after);
        return after;
    }

    /** Whoever stored it may have gone before telling anyone. A resend by the client is told to nobody but the client. */
    private void tellAgain(Received received, List<Event> earlier, RoomState state) {
        earlier.forEach(this::publish);
        if (received.delivery().redelivered()) {
            earlier.forEach(event -> tell(event, state, state));
        }
    }

    /** Has {@code event} published before all that is decided from here on. */
    void publish(Event event) {
        published.putIfAbsent(event.roomId() + ":" + event.seq(), event);
    }

    private void tell(Event event, RoomState before, RoomState after) {
        var members = after.room() == null ? List.<UserId>of() : after.room().memberIds();
        var leaving = List.<UserId>of();
        if (event.data() instanceof EventData.MemberLeft left) {
            leaving = members.contains(left.userId()) ? List.of() : List.of(left.userId());
        } else if (event.data() instanceof EventData.RoomDeleted && before.room() != null) {
            leaving = before.room().memberIds();
        }
        told.add(new Told(event, members, leaving));
    }

    private void finish(
            Received received, RoomState after, @Nullable Failure failure, List<Event> stored, boolean repeated) {
        var intent = received.intent();
        results.add(new Result(
                received, new IntentOutcome(intent.id(), intent.roomId(), failure, stored, after.toRoom(), repeated)));
    }

    List<StoredEvent> events() {
        return events;
    }

    Derived derived() {
        return derived;
    }

    Map<RoomId, RoomState> states() {
        return states;
    }

    List<Result> results() {
        return results;
    }

    List<Told> told() {
        return told;
    }

    /** Those that no rule could be applied to: a bug of ours or of whoever published them. */
    List<Received> impossible() {
        return impossible;
    }

    /** What goes to {@code parley.events}: new ones, and repeated ones that may not have got there. */
    List<Event> published() {
        return List.copyOf(published.values());
    }
}
