package dev.parley.gateway.rooms;

import dev.parley.broker.IntentPublisher;
import dev.parley.gateway.auth.Caller;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.IntentId;
import dev.parley.model.id.MessageId;
import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import dev.parley.model.log.OwnContext;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.rooms.AuthorizeCommand;
import dev.parley.model.rooms.CommandPermit;
import dev.parley.model.rooms.Event;
import dev.parley.model.rooms.Intent;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.RoomAddresses;
import dev.parley.model.rooms.RoomCommand;
import dev.parley.model.rooms.RoomCommand.PostMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The way of everything that changes a room: asked of message-verticle, so that a refusal is known at once; published
 * to the broker; answered when it is durable. <b>Invariant: acknowledged is durable.</b>
 *
 * <p>Owned by the context that made it.
 */
public final class CommandGate {
    /** How long a command that must be stored before it is answered may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** No event has this seq. */
    private static final long ACCEPTED = 0;

    private final Bus bus;
    private final IntentPublisher broker;
    private final String nodeId;
    private final Clock clock;
    private final OutcomeWaiters waiters;
    private final GateMetrics metrics;

    private CommandGate(Vertx vertx, Bus bus, IntentPublisher broker, String nodeId, Clock clock, Metrics metrics) {
        this.bus = bus;
        this.broker = broker;
        this.nodeId = nodeId;
        this.clock = clock;
        this.waiters = new OutcomeWaiters(vertx, PATIENCE);
        this.metrics = new GateMetrics(metrics, waiters);
    }

    /** @return complete when this node hears outcomes */
    public static Future<CommandGate> start(
            Vertx vertx, Bus bus, IntentPublisher broker, String nodeId, Clock clock, Metrics metrics) {
        var gate = new CommandGate(vertx, bus, broker, nodeId, clock, metrics);
        return bus.subscribe(RoomAddresses.outcomes(nodeId), gate.waiters::tell).map(gate);
    }

    /**
     * Does {@code command} and waits until it is stored.
     *
     * @return fails with the refusal; with UNAVAILABLE when it is not known to be stored within 5 s (doing it again is
     *     harmless)
     */
    public Future<IntentOutcome> perform(Caller caller, RoomId roomId, RoomCommand command) {
        return perform(caller, roomId, command, List.of());
    }

    /** As {@link #perform(Caller, RoomId, RoomCommand)}, for a command that adds these people to the room. */
    public Future<IntentOutcome> perform(Caller caller, RoomId roomId, RoomCommand command, List<UserId> people) {
        return authorize(caller, roomId, command, people)
                .compose(permit -> publishAndAwait(intent(caller, roomId, permit.command())));
    }

    /** Posts and waits until the message is stored; answers with its event, the first one's if it was sent before. */
    public Future<Event> postAndStore(Caller caller, RoomId roomId, PostMessage command) {
        return authorize(caller, roomId, command, List.of()).compose(permit -> {
            if (permit.stored() != null) {
                return Future.succeededFuture(permit.stored());
            }
            return publishAndAwait(intent(caller, roomId, permit.command()))
                    .map(CommandGate::posted)
                    .onSuccess(event -> metrics.posted(true));
        });
    }

    /**
     * Posts and answers as soon as the message is durable.
     *
     * @param turn the message is published after this, so that a connection's messages keep their order; a failed turn
     *     is a turn all the same
     * @param published completed when the message is in the broker's hands or never will be: the next one's turn
     * @return fails with the refusal, or with UNAVAILABLE when the broker did not confirm: send it again with the same
     *     clientMessageId
     */
    public Future<PostAck> post(
            Caller caller, RoomId roomId, PostMessage command, Future<Void> turn, Promise<Void> published) {
        var permitted = authorize(caller, roomId, command, List.of());
        return OwnContext.of(turn)
                .transform(done -> permitted)
                .transform(answer -> {
                    if (answer.failed()) {
                        return Future.<PostAck>failedFuture(answer.cause());
                    }
                    var permit = answer.result();
                    var messageId = MessageId.of(roomId, caller.userId(), command.clientMessageId());
                    if (permit.stored() != null) {
                        return Future.succeededFuture(PostAck.stored(
                                messageId,
                                command.clientMessageId(),
                                permit.stored().seq()));
                    }
                    return firstOfConfirmAndOutcome(intent(caller, roomId, permit.command()), published)
                            .onSuccess(seq -> metrics.posted(seq != ACCEPTED))
                            .map(seq -> seq == ACCEPTED
                                    ? PostAck.accepted(messageId, command.clientMessageId())
                                    : PostAck.stored(messageId, command.clientMessageId(), seq));
                })
                .onComplete(done -> published.tryComplete());
    }

    /** @return the stored message's seq, or {@link #ACCEPTED} if the broker's confirm came first */
    private Future<Long> firstOfConfirmAndOutcome(Intent intent, Promise<Void> published) {
        var first = Promise.<Long>promise();
        var outcome = waiters.await(intent.id());
        var confirm = publish(intent);
        published.tryComplete();
        outcome.map(CommandGate::accepted)
                .map(stored -> posted(stored).seq())
                .onComplete(first::tryComplete, first::tryFail);
        confirm.onComplete(done -> first.tryComplete(ACCEPTED), first::tryFail);
        return first.future().onComplete(done -> waiters.forget(intent.id()));
    }

    private Future<IntentOutcome> publishAndAwait(Intent intent) {
        var result = Promise.<IntentOutcome>promise();
        waiters.await(intent.id()).map(CommandGate::accepted).onComplete(result::tryComplete, result::tryFail);
        publish(intent).onFailure(result::tryFail);
        return result.future().onComplete(done -> waiters.forget(intent.id()));
    }

    private Future<CommandPermit> authorize(Caller caller, RoomId roomId, RoomCommand command, List<UserId> people) {
        return bus.request(RoomAddresses.AUTHORIZE, new AuthorizeCommand(roomId, caller.user(), command, people));
    }

    private Intent intent(Caller caller, RoomId roomId, RoomCommand command) {
        return new Intent(IntentId.next(), roomId, caller.user(), clock.instant(), nodeId, command);
    }

    private Future<Void> publish(Intent intent) {
        return broker.publish(intent);
    }

    /** How many commands wait for their outcome. */
    public int waiting() {
        return waiters.size();
    }

    /** The consumer decides again, in order: what was allowed a moment ago may be refused by now. */
    private static IntentOutcome accepted(IntentOutcome outcome) {
        if (outcome.failure() != null) {
            throw outcome.failure().asException();
        }
        return outcome;
    }

    private static Event posted(IntentOutcome outcome) {
        if (outcome.events().isEmpty()) {
            throw new IllegalStateException("a stored message without its event intent=" + outcome.intentId());
        }
        return outcome.events().get(0);
    }
}
