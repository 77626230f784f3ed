package dev.parley.notification.mail;

import dev.parley.broker.Broker;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import dev.parley.notification.GivenUp;
import dev.parley.notification.Outbox;
import dev.parley.notification.outbound.Retries;
import dev.parley.postgres.Postgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails who wants it and has not looked: mentions after a while, all else once a day. What is to be mailed is in PostgreSQL
 * first, so a slow SMTP server holds nobody up and a crash loses nothing.
 *
 * <p>Owned by the context that made it.
 */
public final class Mail implements Outbox {
    static final String NAME = "mail";

    private static final Logger LOG = LoggerFactory.getLogger(Mail.class);

    /** How often it looks for what is due. Nothing is so urgent that it is looked at before. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration PRUNE = Duration.ofMinutes(1);
    private static final int PRUNED_AT_ONCE = 1_000;

    private final Vertx vertx;
    private final MailQueue queue;
    private final MailDispatcher dispatcher;
    private final MailLinks links;
    private final GivenUp<DeadMail> dead;
    private final Smtp smtp;
    private final Duration mentionAfter;
    private final Duration keepFor;
    private long looking = -1;
    private long pruning = -1;

    /** @param keepFor how long what is not mailed is remembered, as in the list */
    public Mail(
            Vertx vertx,
            Bus bus,
            Postgres postgres,
            Broker broker,
            MailConfig config,
            Duration keepFor,
            Clock clock,
            Metrics metrics) {
        this.vertx = vertx;
        this.mentionAfter = config.schedule().mentionAfter();
        this.keepFor = keepFor;
        this.queue = new MailQueue(postgres);
        this.links = new MailLinks(bus, queue, true);
        this.smtp = new Smtp(vertx, config);
        this.dead = new GivenUp<>(
                vertx,
                broker,
                clock,
                DeadMail.REPLAYS,
                DeadMail.class,
                letter -> queue.again(letter.userId()).onSuccess(due -> look()));
        this.dispatcher = new MailDispatcher(
                bus,
                queue,
                smtp,
                dead,
                new Retries(
                        config.firstPause(),
                        MailConfig.LONGEST_PAUSE,
                        () -> ThreadLocalRandom.current().nextDouble()),
                config,
                clock,
                new MailMetrics(metrics));
    }

    private void look() {
        dispatcher.wake();
    }

    @Override
    public Future<Void> start() {
        looking = vertx.setPeriodic(LOOK.toMillis(), timer -> look());
        pruning = vertx.setPeriodic(
                PRUNE.toMillis(),
                timer -> queue.prune(keepFor, PRUNED_AT_ONCE)
                        .onFailure(cause -> LOG.debug("not pruned cause={}", cause.getMessage())));
        return Future.all(links.start(), dead.start()).mapEmpty();
    }

    @Override
    public Future<Void> stop() {
        dispatcher.stop();
        vertx.cancelTimer(looking);
        vertx.cancelTimer(pruning);
        return smtp.close();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String keeping() {
        return MailQueue.keeping(mentionAfter);
    }

    /** What was read is found out when a mail is made. */
    @Override
    public String withdrawing() {
        return NOTHING;
    }

    @Override
    public Future<Void> settingsSaved(UserId user) {
        return queue.lookAgain(user);
    }

    @Override
    public Future<Void> forget(UserId user) {
        return queue.forget(user);
    }
}
