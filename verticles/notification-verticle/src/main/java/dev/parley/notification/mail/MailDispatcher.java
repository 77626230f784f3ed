package dev.parley.notification.mail;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.GetUser;
import dev.parley.model.auth.User;
import dev.parley.model.bus.Bus;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.notification.GivenUp;
import dev.parley.notification.mail.MailQueue.Claim;
import dev.parley.notification.outbound.Retries;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes users of whom something is due, and sees each through one attempt: mailed, not yet, tried again later, or given up.
 * <b>Invariant: what is due is mailed at least once</b>: what this process has not settled when it dies is due again when its
 * lease is over. Twice only if it dies, or hears nothing in time, between the server's answer and the note of it.
 *
 * <p>Owned by the context that made it.
 */
final class MailDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(MailDispatcher.class);

    /** So that a change of the configuration, of the clocks' rules or of the settings is heeded soon. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** Who refuses one mail is sent no other for so long: a mailbox that is gone is not knocked at for each mention. */
    private static final Duration REFUSED_HOLD = Duration.ofDays(1);

    /** Asking for the user, and PostgreSQL before and after. */
    private static final Duration BESIDE_SMTP = Duration.ofSeconds(10);

    private final Bus bus;
    private final MailQueue queue;
    private final MailWriter writer;
    private final Smtp smtp;
    private final GivenUp<DeadMail> dead;
    private final Retries retries;
    private final MailConfig config;
    private final InstantSource clock;
    private final MailMetrics metrics;
    private final Duration lease;
    private int underWay;
    private boolean claiming;
    private boolean more;
    private boolean stopped;

    MailDispatcher(
            Bus bus,
            MailQueue queue,
            Smtp smtp,
            GivenUp<DeadMail> dead,
            Retries retries,
            MailConfig config,
            InstantSource clock,
            MailMetrics metrics) {
        this.bus = bus;
        this.queue = queue;
        this.writer = new MailWriter(config.publicUrl(), config.domain());
        this.smtp = smtp;
        this.dead = dead;
        this.retries = retries;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        // An attempt, and what comes before and after it, is over by then; if not, it is made twice.
        this.lease = config.timeout().multipliedBy(2).plus(BESIDE_SMTP);
    }

    /** Something may be due. */
    void wake() {
        int free = config.concurrency() - underWay;
        if (claiming || stopped || free <= 0) {
            return;
        }
        claiming = true;
        queue.claim(free, lease)
                .onComplete(
                        claims -> {
                            claiming = false;
                            more = claims.size() == free;
                            claims.forEach(this::begin);
                        },
                        cause -> {
                            claiming = false;
                            LOG.warn("nothing mailed cause={}", cause.toString());
                        });
    }

    /** Begins no more. What is under way is settled, or is another's when its lease is over. */
    void stop() {
        stopped = true;
    }

    private void begin(Claim claim) {
        underWay++;
        // Composed, so that what is thrown fails this one alone.
        Future<Void> handled =
                Future.succeededFuture().compose(begun -> queue.look(claim)).compose(state -> handle(claim, state));
        handled.onFailure(MailDispatcher::unsettled).onComplete(done -> {
            underWay--;
            if (more) {
                wake();
            }
        });
    }

    private Future<Void> handle(Claim claim, MailState state) {
        var now = clock.instant();
        var decision = MailRules.decide(state, config.schedule(), now);
        if (decision instanceof MailDecision.Wait wait) {
            var pause = Duration.between(now, wait.until());
            return queue.wait(claim, state.unread(), pause.compareTo(LONGEST_WAIT) < 0 ? pause : LONGEST_WAIT);
        }
        if (decision instanceof MailDecision.Send send) {
            return bus.request(AuthAddresses.GET_USER, new GetUser(claim.user()))
                    .map(Optional::of)
                    .recover(MailDispatcher::noneIfGone)
                    .transform(asked -> asked.failed()
                            ? authAway(claim, send.entries(), asked.cause())
                            : mail(claim, state, send.entries(), asked.result()));
        }
        metrics.outcome("skipped");
        return queue.settle(claim, state.unread());
    }

    private static Future<Optional<User>> noneIfGone(Throwable cause) {
        return FailureException.failureOf(cause).code() == FailureCode.NOT_FOUND
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(cause);
    }

    /** That is no failure of this mail's: it waits for as long as it takes. */
    private Future<Void> authAway(Claim claim, List<Entry> entries, Throwable cause) {
        LOG.debug("mailing later user={} cause={}", claim.user(), cause.getMessage());
        return queue.retry(claim, entries, retries.pause(1, null), 0);
    }

    private Future<Void> mail(Claim claim, MailState state, List<Entry> entries, Optional<User> user) {
        if (user.isEmpty()) {
            metrics.outcome("gone");
            return queue.forget(claim.user());
        }
        var letter = writer.write(user.get(), entries, state.settings().previews(), claim.token());
        return smtp.send(letter).compose(result -> switch (result.outcome()) {
            case TAKEN -> {
                metrics.outcome("delivered");
                LOG.debug("mailed user={} notifications={}", claim.user(), entries.size());
                yield queue.settle(claim, entries);
            }
            case PASSING -> passing(claim, entries, result.why());
            case REFUSED -> giveUp(claim, entries, result.why(), REFUSED_HOLD);
        });
    }

    private Future<Void> passing(Claim claim, List<Entry> entries, String why) {
        int failures = claim.attempts() + 1;
        if (failures >= config.attempts()) {
            return giveUp(claim, entries, why, Duration.ZERO);
        }
        metrics.outcome("retried");
        var pause = retries.pause(failures, null);
        LOG.info("mailing later user={} pauseMs={} cause={}", claim.user(), pause.toMillis(), why);
        return queue.retry(claim, entries, pause, 1);
    }

    /** The letter first: a crash before the settling writes another one, never none. */
    private Future<Void> giveUp(Claim claim, List<Entry> entries, String why, Duration hold) {
        metrics.outcome("dead");
        LOG.warn("mail given up user={} cause={}", claim.user(), why);
        return dead.bury(new DeadMail(claim.user()), why).compose(buried -> queue.giveUp(claim, entries, hold));
    }

    /** What could not be settled is due again when its lease is over. */
    private static void unsettled(Throwable cause) {
        if (cause instanceof FailureException) {
            LOG.warn("mail not settled cause={}", cause.getMessage());
        } else {
            LOG.error("unexpected while mailing", cause);
        }
    }
}
