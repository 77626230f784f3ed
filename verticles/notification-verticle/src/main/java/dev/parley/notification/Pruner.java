package dev.parley.notification;

import dev.parley.model.id.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps lists short, in the background: now and then deletes what is too old, and what is beyond the end of the lists that
 * have grown since. Every statement is small, so that it is no burden while people chat.
 *
 * <p>Owned by the context that made it.
 */
final class Pruner {
    private static final Logger LOG = LoggerFactory.getLogger(Pruner.class);

    private static final Duration EVERY = Duration.ofSeconds(30);

    /** Rows that one statement deletes. */
    static final int STEP = 1_000;

    /** Statements of each kind in one run; the rest is for the next. */
    private static final int MAX_STEPS = 50;

    /** Lists that one statement looks at. */
    private static final int USERS_OF_A_STEP = 20;

    /** Users remembered as touched; the list of one beyond is shortened when it grows again. */
    private static final int MAX_TOUCHED = 50_000;

    private final Vertx vertx;
    private final NotificationStore store;
    private final NotificationConfig config;
    private final Clock clock;
    private final Set<UserId> touched = new LinkedHashSet<>();
    private boolean stopped;

    Pruner(Vertx vertx, NotificationStore store, NotificationConfig config, Clock clock) {
        this.vertx = vertx;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    void start() {
        vertx.setTimer(
                EVERY.toMillis(),
                timer -> prune().onComplete(done -> {
                    if (done.failed()) {
                        LOG.warn("not pruned cause={}", done.cause().toString());
                    }
                    if (!stopped) {
                        start();
                    }
                }));
    }

    void stop() {
        stopped = true;
    }

    /** The user's list has grown. */
    void touched(UserId user) {
        if (touched.size() < MAX_TOUCHED) {
            touched.add(user);
        }
    }

    /** One run. */
    Future<Void> prune() {
        return pruneOld(1).compose(young -> pruneLong(1));
    }

    private Future<Void> pruneOld(int step) {
        return store.deleteOlderThan(clock.instant().minus(config.keepFor()), STEP)
                .compose(deleted -> deleted == STEP && step < MAX_STEPS && !stopped
                        ? pruneOld(step + 1)
                        : Future.succeededFuture());
    }

    private Future<Void> pruneLong(int step) {
        if (touched.isEmpty() || step > MAX_STEPS || stopped) {
            return Future.succeededFuture();
        }
        var users = someTouched();
        return store.deleteBeyond(users, config.keepPerUser(), STEP)
                .onSuccess(deleted -> {
                    if (deleted == STEP) {
                        touched.addAll(users); // there may be more
                    }
                })
                .onFailure(cause -> touched.addAll(users))
                .compose(deleted -> pruneLong(step + 1));
    }

    private List<UserId> someTouched() {
        var users = new ArrayList<UserId>(USERS_OF_A_STEP);
        var next = touched.iterator();
        while (next.hasNext() && users.size() < USERS_OF_A_STEP) {
            users.add(next.next());
            next.remove();
        }
        return users;
    }
}
