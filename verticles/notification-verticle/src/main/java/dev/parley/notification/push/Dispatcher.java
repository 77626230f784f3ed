package dev.parley.notification.push;

import dev.parley.model.failure.FailureException;
import dev.parley.notification.GivenUp;
import dev.parley.notification.outbound.Endpoint;
import dev.parley.notification.outbound.Retries;
import dev.parley.notification.outbound.Services;
import dev.parley.notification.push.Attempt.Result;
import dev.parley.notification.push.PushQueue.Claim;
import dev.parley.notification.push.PushQueue.Claimed;
import dev.parley.notification.push.PushQueue.Device;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due out of the outbox and sees each through one attempt: told, tried again later, or given up. <b>Invariant: a
 * browser is told at least once</b>: what this process has not settled when it dies is due again when its lease is over.
 *
 * <p>Owned by the context that made it.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** A browser that this many rooms were given up for, with nothing that worked between them, is taken for gone. */
    private static final int GIVEN_UP_FOR_GOOD = 5;

    private final PushQueue queue;
    private final Attempt attempt;
    private final GivenUp<DeadPush> dead;
    private final Retries retries;
    private final Services services;
    private final PushConfig config;
    private final InstantSource clock;
    private final PushMetrics metrics;
    private final int batch;
    private final Duration lease;
    private int underWay;
    private boolean claiming;
    private boolean asked;
    private boolean more;
    private boolean stopped;

    /** @param each see {@link Services}; a claim takes no more than that either, so one service has twice of it at most */
    Dispatcher(
            PushQueue queue,
            Attempt attempt,
            GivenUp<DeadPush> dead,
            Retries retries,
            Services services,
            PushConfig config,
            int each,
            InstantSource clock,
            PushMetrics metrics) {
        this.queue = queue;
        this.attempt = attempt;
        this.dead = dead;
        this.retries = retries;
        this.services = services;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.batch = each;
        // An attempt, and what comes before and after it in the stores, is over by then; if not, it is made twice.
        this.lease = config.timeout().multipliedBy(2).plusSeconds(5);
    }

    /** Something may be due. */
    void wake() {
        asked = true;
        claim();
    }

    /** Begins no more. What is under way is settled, or is another's when its lease is over. */
    void stop() {
        stopped = true;
    }

    private void claim() {
        int free = Math.min(config.concurrency() - underWay, batch);
        if (claiming || stopped || free <= 0) {
            return;
        }
        claiming = true;
        asked = false;
        queue.claim(services.busy(), free, lease)
                .onComplete(
                        claimed -> {
                            claiming = false;
                            more = claimed.size() == free;
                            claimed.forEach(this::begin);
                            if (asked || more) {
                                claim();
                            }
                        },
                        cause -> {
                            claiming = false;
                            LOG.warn("nothing pushed cause={}", cause.toString());
                        });
    }

    private void begin(Claimed claimed) {
        // Composed, so that what is thrown fails this one alone.
        Future<Void> handled = Future.succeededFuture().compose(begun -> handle(claimed));
        handled.onFailure(Dispatcher::unsettled);
    }

    private Future<Void> handle(Claimed claimed) {
        var device = claimed.device();
        if (device == null) {
            return queue.remove(claimed.claim().id());
        }
        var endpoint = Endpoint.parse(
                "endpoint", device.endpoint(), true); // what may be subscribed with has been checked then
        underWay++;
        metrics.underWay(underWay);
        services.began(endpoint.service());
        Future<Void> handled = Future.succeededFuture().compose(begun -> handle(claimed.claim(), device, endpoint));
        return handled.onComplete(done -> {
            underWay--;
            metrics.underWay(underWay);
            // A claim that is under way may have passed it over still.
            asked |= services.ended(endpoint.service());
            if (asked || more) {
                claim();
            }
        });
    }

    private Future<Void> handle(Claim claim, Device device, Endpoint endpoint) {
        var decision = PushRules.decide(device.state(), PushRules.withdrawable(endpoint), clock.instant());
        if (decision instanceof Decision.Send send) {
            return send(claim, device, endpoint, send);
        }
        metrics.outcome("skipped");
        boolean stillShown = claim.shown() && decision instanceof Decision.Rest;
        return settle(claim, stillShown).mapEmpty();
    }

    private Future<Void> send(Claim claim, Device device, Endpoint endpoint, Decision.Send send) {
        boolean shows = send.payload().shows();
        long since = System.nanoTime();
        return attempt.send(endpoint, DeviceKeys.parse(device.p256dh(), device.auth()), send)
                .compose(result -> {
                    metrics.attempt(since);
                    return switch (result.outcome()) {
                        case TAKEN -> {
                            metrics.outcome(shows ? "delivered" : "withdrawn");
                            yield settle(claim, shows).compose(again -> queue.works(claim.id()));
                        }
                        case GONE -> {
                            metrics.outcome("gone");
                            LOG.info("subscription gone id={} at={}", claim.id(), endpoint.service());
                            yield queue.remove(claim.id());
                        }
                        case PASSING -> passing(claim, endpoint, result);
                        case REFUSED -> giveUp(claim, endpoint, result.why());
                    };
                });
    }

    private Future<Void> passing(Claim claim, Endpoint endpoint, Result result) {
        int failures = claim.attempts() + 1;
        if (failures >= config.attempts()) {
            return giveUp(claim, endpoint, result.why());
        }
        metrics.outcome("retried");
        var pause = retries.pause(failures, result.after());
        LOG.debug("pushing later at={} pauseMs={} cause={}", endpoint.service(), pause.toMillis(), result.why());
        pauseAll(endpoint.service(), result.after());
        return queue.later(claim, pause);
    }

    /** Who asks for time is asked by none of our browsers until then. */
    private void pauseAll(String service, @Nullable Duration asked) {
        if (asked != null) {
            services.pause(service, asked);
        }
    }

    /** The letter first: a crash before the settling writes another one, never none. */
    private Future<Void> giveUp(Claim claim, Endpoint endpoint, String why) {
        metrics.outcome("dead");
        LOG.warn("push given up subscription={} at={} cause={}", claim.id(), endpoint.service(), why);
        return dead.bury(new DeadPush(claim.id(), claim.room()), why)
                .compose(buried -> settle(claim, claim.shown()))
                .compose(settled -> queue.givenUp(claim.id()))
                .compose(times ->
                        times >= GIVEN_UP_FOR_GOOD ? queue.remove(claim.id()) : Future.<Void>succeededFuture());
    }

    private Future<Boolean> settle(Claim claim, boolean shown) {
        return queue.settle(claim, shown).onSuccess(again -> {
            if (again) {
                asked = true;
            }
        });
    }

    /** What could not be settled is due again when its lease is over. */
    private static void unsettled(Throwable cause) {
        if (cause instanceof FailureException) {
            LOG.warn("push not settled cause={}", cause.getMessage());
        } else {
            LOG.error("unexpected while pushing", cause);
        }
    }
}
