package dev.parley.gateway.auth;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that are over although their access tokens are not. Told by auth-verticle's announcement at once, and by
 * asking for the list every second: an announcement is at most once, and a revoked session's sockets must close within
 * 2 s all the same. While auth-verticle is away nothing can be revoked either.
 *
 * <p>Owned by the context that made it.
 */
public final class RevokedSessions {
    private static final Logger LOG = LoggerFactory.getLogger(RevokedSessions.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    /** Asked for again although held: a revocation being committed while the list was read carries an older time. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** 100,000 sessions revoked within one token life is an attack or an accident; then the oldest are forgotten. */
    private static final int MAX_HELD = 100_000;

    private final Vertx vertx;
    private final Bus bus;
    private final Clock clock;
    private final Duration keepFor;
    private final Map<SessionId, Instant> heldSince = new LinkedHashMap<>();
    private final List<Consumer<SessionId>> listeners = new ArrayList<>();

    private Instant askSince;
    private boolean asking;
    private boolean answered = true;
    private long timer = -1;

    private RevokedSessions(Vertx vertx, Bus bus, Clock clock, Duration keepFor) {
        this.vertx = vertx;
        this.bus = bus;
        this.clock = clock;
        this.keepFor = keepFor;
        this.askSince = clock.instant().minus(keepFor);
    }

    /**
     * Begins to listen and to ask; does not wait for auth-verticle.
     *
     * @param keepFor an access token's life: after it, a revoked session's last token has expired by itself
     */
    public static Future<RevokedSessions> start(Vertx vertx, Bus bus, Clock clock, Duration keepFor) {
        var revoked = new RevokedSessions(vertx, bus, clock, keepFor);
        revoked.timer = vertx.setPeriodic(0, POLL.toMillis(), timer -> revoked.ask());
        return bus.subscribe(
                        AuthAddresses.SESSIONS_REVOKED,
                        told -> told.sessionIds().forEach(revoked::add))
                .map(revoked);
    }

    public boolean contains(SessionId sessionId) {
        return heldSince.containsKey(sessionId);
    }

    /** Calls {@code listener} once for every session that turns out to be revoked from now on. */
    public void onRevoked(Consumer<SessionId> listener) {
        listeners.add(listener);
    }

    public void close() {
        vertx.cancelTimer(timer);
    }

    private void ask() {
        forgetExpired();
        if (asking) {
            return; // auth-verticle takes longer than a second: one question at a time
        }
        asking = true;
        bus.request(AuthAddresses.LIST_REVOCATIONS, new ListRevocations(askSince))
                .onComplete(this::learn, this::unanswered);
    }

    private void learn(Revocations revocations) {
        asking = false;
        if (!answered) {
            LOG.info("revocations heard again");
        }
        answered = true;
        askSince = revocations.asOf().minus(MARGIN);
        revocations.sessionIds().forEach(this::add);
    }

    private void unanswered(Throwable cause) {
        asking = false;
        if (answered) {
            LOG.warn("revocations unheard cause={}", cause.getMessage()); // once per outage, not every second
        }
        answered = false;
    }

    private void add(SessionId sessionId) {
        if (heldSince.putIfAbsent(sessionId, clock.instant()) != null) {
            return;
        }
        if (heldSince.size() > MAX_HELD) {
            heldSince.remove(heldSince.keySet().iterator().next());
            LOG.warn("revoked sessions over {}: the oldest forgotten", MAX_HELD);
        }
        listeners.forEach(listener -> listener.accept(sessionId));
    }

    /** In the order heard, so the first one that is young enough ends it. */
    private void forgetExpired() {
        var horizon = clock.instant().minus(keepFor);
        var oldestFirst = heldSince.values().iterator();
        while (oldestFirst.hasNext() && oldestFirst.next().isBefore(horizon)) {
            oldestFirst.remove();
        }
    }
}
