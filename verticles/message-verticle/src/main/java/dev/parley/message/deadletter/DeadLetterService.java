package dev.parley.message.deadletter;

import dev.parley.broker.Broker;
import dev.parley.broker.DeadLetterQueue;
import dev.parley.broker.DeadLetterQueue.Step;
import dev.parley.broker.DeadMessage;
import dev.parley.message.store.DeadLetterLog;
import dev.parley.model.bus.Bus;
import dev.parley.model.deadletter.DeadLetter;
import dev.parley.model.deadletter.DeadLetterAction;
import dev.parley.model.deadletter.DeadLetterActions;
import dev.parley.model.deadletter.DeadLetterAddresses;
import dev.parley.model.deadletter.DeadLetterPage;
import dev.parley.model.deadletter.DeadLettersSettled;
import dev.parley.model.deadletter.DiscardDeadLetters;
import dev.parley.model.deadletter.GetDeadLetter;
import dev.parley.model.deadletter.ListDeadLetterActions;
import dev.parley.model.deadletter.ListDeadLetters;
import dev.parley.model.deadletter.ReplayDeadLetters;
import dev.parley.model.failure.Failure;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of {@link DeadLetterAddresses}.
 *
 * <p><b>Invariant: a dead letter leaves its queue last.</b> It is acknowledged only after what replaces it is there: the
 * broker's confirm of its replay, and the entry that says what became of it.
 */
public final class DeadLetterService {
    static final String REPLAYED = "replayed";
    static final String DISCARDED = "discarded";

    /** Less than who asks waits, with what one batch may take beyond it. */
    private static final Duration LOOK_WITHIN = Duration.ofSeconds(12);

    private static final Duration SETTLE_WITHIN = Duration.ofSeconds(6);
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterService.class);

    private final DeadLetterQueue queue;
    private final Broker broker;
    private final DeadLetterLog log;
    private final Metrics metrics;
    private final Clock clock;

    public DeadLetterService(DeadLetterQueue queue, Broker broker, DeadLetterLog log, Metrics metrics, Clock clock) {
        this.queue = queue;
        this.broker = broker;
        this.log = log;
        this.metrics = metrics;
        this.clock = clock;
        for (var action : List.of(REPLAYED, DISCARDED)) {
            count(action, 0); // a rate is of no use if it begins with the first
        }
    }

    public Future<Void> serve(Bus bus) {
        return Future.all(List.of(
                        bus.serve(DeadLetterAddresses.LIST, this::list),
                        bus.serve(DeadLetterAddresses.GET, this::get),
                        bus.serve(DeadLetterAddresses.REPLAY, this::replay),
                        bus.serve(DeadLetterAddresses.DISCARD, this::discard),
                        bus.serve(DeadLetterAddresses.ACTIONS, this::actions)))
                .mapEmpty();
    }

    private Future<DeadLetterPage> list(ListDeadLetters request) {
        var pages = Pages.of(request);
        return queue.walk(pages::look, DeadLetterService::nothing, LOOK_WITHIN).map(pages::page);
    }

    private Future<DeadLetter> get(GetDeadLetter request) {
        var found = new ArrayList<DeadMessage>(1);
        return queue.walk(
                        message -> {
                            if (!message.id().equals(request.id())) {
                                return Step.PASS;
                            }
                            found.add(message);
                            return Step.STOP;
                        },
                        DeadLetterService::nothing,
                        LOOK_WITHIN)
                .map(walk -> {
                    if (found.isEmpty()) {
                        throw missing(walk);
                    }
                    return Contents.whole(found.get(0));
                });
    }

    private Future<DeadLettersSettled> replay(ReplayDeadLetters request) {
        return settle(
                request.id(),
                request.diedBefore(),
                REPLAYED,
                DeadMessage::isReplayable,
                taken -> publish(taken)
                        .compose(published ->
                                record(published, REPLAYED, request.by()).map(published)));
    }

    private Future<DeadLettersSettled> discard(DiscardDeadLetters request) {
        return settle(
                request.id(),
                request.diedBefore(),
                DISCARDED,
                any -> true,
                taken -> record(taken, DISCARDED, request.by()).map(taken));
    }

    private Future<DeadLettersSettled> settle(
            @Nullable String id,
            @Nullable Instant diedBefore,
            String action,
            Predicate<DeadMessage> eligible,
            Function<List<DeadMessage>, Future<List<DeadMessage>>> settling) {
        // Up to now, as precisely as a client can say it again.
        var before = diedBefore == null ? clock.instant().plusMillis(1).truncatedTo(ChronoUnit.MILLIS) : diedBefore;
        var selection = new Selection(id, before, eligible);
        return queue.walk(
                        selection::look,
                        taken -> settling.apply(taken).map(settled -> selection.settled(taken, settled)),
                        id == null ? SETTLE_WITHIN : LOOK_WITHIN)
                .map(walk -> {
                    if (id != null && !selection.found()) {
                        throw missing(walk);
                    }
                    if (id != null && selection.kept() > 0) {
                        throw Failure.conflict(
                                        "This one does not say where it came from, or the broker has no such place:"
                                                + " it can only be discarded")
                                .asException();
                    }
                    LOG.info("dead letters {} count={} kept={}", action, selection.settled(), selection.kept());
                    return new DeadLettersSettled(
                            selection.settled(), selection.kept(), id == null && !walk.complete(), before);
                });
    }

    /** Those that the broker has confirmed; what it would not take stays where it is. */
    private Future<List<DeadMessage>> publish(List<DeadMessage> taken) {
        var published = taken.stream()
                .map(message -> broker.publish(
                        String.valueOf(message.exchange()),
                        String.valueOf(message.routingKey()),
                        message.headers(),
                        message.body()))
                .toList();
        return Future.join(published).transform(all -> {
            var confirmed = new ArrayList<DeadMessage>();
            for (int i = 0; i < taken.size(); i++) {
                if (published.get(i).succeeded()) {
                    confirmed.add(taken.get(i));
                }
            }
            return confirmed.isEmpty() && !broker.isUp()
                    ? Future.failedFuture(
                            Failure.unavailable("The message broker").asException())
                    : Future.succeededFuture(confirmed);
        });
    }

    private Future<Void> record(List<DeadMessage> settled, String action, String by) {
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return log.append(settled.stream()
                        .map(message -> entry(message, action, by, at))
                        .toList())
                .onSuccess(recorded -> count(action, settled.size()));
    }

    private static LongFunction<DeadLetterAction> entry(DeadMessage message, String action, String by, Instant at) {
        var summary = Contents.summary(message); // not the message: entries of a batch would hold all of its bodies
        return number -> new DeadLetterAction(
                number,
                at,
                by,
                action,
                summary.id(),
                summary.cause(),
                summary.attempts(),
                summary.exchange(),
                summary.routingKey(),
                summary.size(),
                summary.kind());
    }

    private Future<DeadLetterActions> actions(ListDeadLetterActions request) {
        return log.list(request.before() == null ? Long.MAX_VALUE : request.before(), request.limit());
    }

    private void count(String action, int times) {
        metrics.counter(Instrument.DEAD_LETTERS_SETTLED, action).increment(times);
    }

    private static Future<List<DeadMessage>> nothing(List<DeadMessage> taken) {
        return Future.succeededFuture(List.of());
    }

    /** A walk that had no time to look everywhere does not know. */
    static RuntimeException missing(DeadLetterQueue.Walk walk) {
        return (walk.complete() ? Failure.notFound("dead letter") : Failure.unavailable("The dead-letter queue"))
                .asException();
    }
}
