package dev.parley.notification.webhook;

import dev.parley.model.failure.FailureException;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import dev.parley.notification.GivenUp;
import dev.parley.notification.outbound.Endpoint;
import dev.parley.notification.outbound.Retries;
import dev.parley.notification.outbound.Services;
import dev.parley.notification.webhook.Attempt.Result;
import dev.parley.notification.webhook.WebhookQueue.Claim;
import dev.parley.notification.webhook.WebhookQueue.Claimed;
import io.vertx.core.Future;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due out of the outbox and sees each batch through one attempt: delivered, tried again later, or given up.
 * <b>Invariant: a webhook is told at least once</b>: what this process has not settled when it dies is due again when its lease is
 * over. A webhook that is claimed is nobody else's, so there is one request to it at a time.
 *
 * <p>Owned by the context that made it.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final WebhookQueue queue;
    private final Attempt attempt;
    private final GivenUp<DeadBatch> dead;
    private final Retries retries;
    private final Services services;
    private final WebhookConfig config;
    private final Metrics metrics;
    private final int each;
    private final Duration lease;
    private int underWay;
    private int failing;
    private boolean claiming;
    private boolean asked;
    private boolean stopped;

    /**
     * @param each requests under way from which one origin, and those whose last attempt failed, are passed over; a claim takes
     *     no more than that either, so they have twice of it at most
     */
    Deliveries(
            WebhookQueue queue,
            Attempt attempt,
            GivenUp<DeadBatch> dead,
            Retries retries,
            Services services,
            WebhookConfig config,
            int each,
            Metrics metrics) {
        this.queue = queue;
        this.attempt = attempt;
        this.dead = dead;
        this.retries = retries;
        this.services = services;
        this.config = config;
        this.each = each;
        this.metrics = metrics;
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
        int free = Math.min(config.concurrency() - underWay, each);
        if (claiming || stopped || free <= 0) {
            return;
        }
        claiming = true;
        asked = false;
        queue.claim(services.busy(), failing < each, free, lease)
                .onComplete(
                        claimed -> {
                            claiming = false;
                            claimed.forEach(this::begin);
                            if (asked || claimed.size() == free) {
                                claim();
                            }
                        },
                        cause -> {
                            claiming = false;
                            LOG.warn("nothing delivered to webhooks cause={}", cause.toString());
                        });
    }

    private void begin(Claimed claimed) {
        var endpoint =
                Endpoint.parse("url", claimed.claim().url(), true); // what may be called was checked when it was saved
        count(claimed.claim(), 1);
        services.began(endpoint.service());
        // Composed, so that what is thrown fails this one alone.
        Future<Void> handled = Future.succeededFuture().compose(begun -> handle(claimed, endpoint));
        handled.onFailure(Deliveries::unsettled).onComplete(done -> {
            count(claimed.claim(), -1);
            var unused = services.ended(endpoint.service());
            wake(); // more may wait for this one, and for whom a busy origin has made wait
        });
    }

    private void count(Claim claim, int change) {
        underWay += change;
        failing += claim.isFailing() ? change : 0;
    }

    private Future<Void> handle(Claimed claimed, Endpoint endpoint) {
        if (claimed.batch().notifications().isEmpty()) {
            return queue.nothingLeft(claimed.claim());
        }
        return attempt.send(endpoint, claimed).compose(result -> switch (result.outcome()) {
            case TAKEN -> {
                outcome("delivered", claimed);
                yield queue.delivered(claimed.claim(), claimed.batch());
            }
            case GONE -> {
                outcome("gone", claimed);
                LOG.info("webhook gone id={} at={}", claimed.claim().id(), endpoint.service());
                yield queue.remove(claimed.claim());
            }
            case PASSING -> passing(claimed, endpoint, result);
            case REFUSED -> giveUp(claimed, endpoint, result);
        });
    }

    private Future<Void> passing(Claimed claimed, Endpoint endpoint, Result result) {
        if (claimed.claim().attempts() + 1 >= config.attempts()) {
            return giveUp(claimed, endpoint, result);
        }
        outcome("retried", claimed);
        var pause = pause(claimed.claim(), result);
        LOG.debug("delivering later at={} pauseMs={} cause={}", endpoint.service(), pause.toMillis(), result.why());
        return queue.later(claimed.claim(), pause, result.why());
    }

    /** The letter first: a crash before the settling writes another one, never none. */
    private Future<Void> giveUp(Claimed claimed, Endpoint endpoint, Result result) {
        var claim = claimed.claim();
        outcome("dead", claimed);
        LOG.warn("delivery given up webhook={} at={} cause={}", claim.id(), endpoint.service(), result.why());
        return dead.bury(
                        new DeadBatch(
                                claimed.batch().webhookId(), claimed.batch().ids()),
                        result.why())
                .compose(buried -> queue.givenUp(claim, claimed.batch(), pause(claim, result), result.why()));
    }

    /** Grows with all that failed in a row: who has been away for long is not asked more often by having much to hear. */
    private Duration pause(Claim claim, Result result) {
        return retries.pause(claim.failures() + 1, result.after());
    }

    private void outcome(String outcome, Claimed claimed) {
        metrics.counter(Instrument.NOTIFICATIONS, Webhooks.NAME, outcome)
                .increment(claimed.batch().notifications().size());
    }

    /** What could not be settled is due again when its lease is over. */
    private static void unsettled(Throwable cause) {
        if (cause instanceof FailureException) {
            LOG.warn("delivery not settled cause={}", cause.getMessage());
        } else {
            LOG.error("unexpected while delivering", cause);
        }
    }
}
