package dev.parley.notification.push;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.ListRevocations;
import dev.parley.model.auth.Revocations;
import dev.parley.model.bus.Bus;
import dev.parley.model.id.SessionId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A browser that is logged out is pushed no more. Told by auth-verticle's announcement at once, and by asking for the list now
 * and then, as an announcement may be lost.
 *
 * <p>Owned by the context that made it.
 */
final class EndedSessions {
    private static final Logger LOG = LoggerFactory.getLogger(EndedSessions.class);

    private static final Duration EVERY = Duration.ofSeconds(30);

    /** Asked for again although heard: one being committed while the list was read carries an older time. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** What a start looks back: no node with this role may have run for that long. */
    private static final Duration LOOK_BACK = Duration.ofDays(1);

    private final Vertx vertx;
    private final Bus bus;
    private final SubscriptionStore store;
    private Instant since;
    private long timer = -1;

    EndedSessions(Vertx vertx, Bus bus, SubscriptionStore store, Clock clock) {
        this.vertx = vertx;
        this.bus = bus;
        this.store = store;
        this.since = clock.instant().minus(LOOK_BACK);
    }

    Future<Void> start() {
        timer = vertx.setPeriodic(EVERY.toMillis(), again -> ask());
        return bus.subscribe(AuthAddresses.SESSIONS_REVOKED, ended -> remove(ended.sessionIds()));
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void ask() {
        bus.request(AuthAddresses.LIST_REVOCATIONS, new ListRevocations(since))
                .compose(found -> store.removeOf(found.sessionIds()).map(found))
                .onSuccess(this::heard)
                .onFailure(cause -> LOG.debug("ended sessions unheard cause={}", cause.getMessage()));
    }

    private void heard(Revocations found) {
        since = found.asOf().minus(MARGIN);
    }

    private void remove(List<SessionId> sessions) {
        store.removeOf(sessions)
                .onFailure(
                        cause -> LOG.warn("ended sessions' subscriptions stay a while cause={}", cause.getMessage()));
    }
}
