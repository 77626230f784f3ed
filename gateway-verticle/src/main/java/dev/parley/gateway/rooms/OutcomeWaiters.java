package dev.parley.gateway.rooms;

import dev.parley.model.failure.Failure;
import dev.parley.model.id.IntentId;
import dev.parley.model.rooms.IntentOutcome;
import dev.parley.model.rooms.IntentOutcomes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Who waits for the outcome of which intent, each for a bounded time. Owned by the context that made it. */
final class OutcomeWaiters {
    /** At 500 commands a second and 5 s of waiting there are 2,500 in the worst case; beyond this something is wrong. */
    private static final int MAX_WAITING = 20_000;

    private final Vertx vertx;
    private final Duration patience;
    private final Map<IntentId, Waiter> waiting = new HashMap<>();

    OutcomeWaiters(Vertx vertx, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    /** @return the outcome, which may itself be a refusal; fails with UNAVAILABLE when it does not come in time */
    Future<IntentOutcome> await(IntentId id) {
        if (waiting.size() >= MAX_WAITING) {
            return Future.failedFuture(
                    Failure.unavailable("The message service").asException());
        }
        var promise = Promise.<IntentOutcome>promise();
        var timer = vertx.setTimer(patience.toMillis(), late -> {
            waiting.remove(id);
            promise.tryFail(Failure.unavailable("The message service").asException());
        });
        waiting.put(id, new Waiter(promise, timer));
        return promise.future();
    }

    /** Nobody waits any more; a future given out stays incomplete. */
    void forget(IntentId id) {
        var waiter = waiting.remove(id);
        if (waiter != null) {
            vertx.cancelTimer(waiter.timer);
        }
    }

    void tell(IntentOutcomes told) {
        for (var outcome : told.outcomes()) {
            var waiter = waiting.remove(outcome.intentId());
            if (waiter != null) {
                vertx.cancelTimer(waiter.timer);
                waiter.promise.tryComplete(outcome);
            }
        }
    }

    int size() {
        return waiting.size();
    }

    private record Waiter(Promise<IntentOutcome> promise, long timer) {}
}
