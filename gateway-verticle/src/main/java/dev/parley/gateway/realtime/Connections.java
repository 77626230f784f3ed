package dev.parley.gateway.realtime;

import dev.parley.gateway.auth.TokenVerifier;
import dev.parley.gateway.limit.AddressKey;
import dev.parley.gateway.limit.Limit;
import dev.parley.gateway.limit.PerAddress;
import dev.parley.gateway.limit.Refusals;
import dev.parley.gateway.live.LocalAttachments;
import dev.parley.gateway.live.PresenceLink;
import dev.parley.gateway.operation.Operations;
import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.id.SessionId;
import dev.parley.model.live.EventNames;
import dev.parley.model.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every open connection of this gateway, and what they share.
 *
 * <p>Owned by the gateway's context.
 */
public final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /** Sockets go as they come: there may be room as soon as one does. */
    private static final long COME_BACK_MS = Duration.ofSeconds(5).toMillis();

    private final Vertx vertx;
    private final RealtimeLimits limits;
    private final TokenVerifier verifier;
    private final ProtocolOperations operations;
    private final LocalAttachments attachments;
    private final PresenceLink presence;
    private final Clock clock;
    private final RealtimeMetrics metrics;
    private final Refusals refusals;
    private final PerAddress perAddress;
    private final Set<Connection> open = new LinkedHashSet<>();
    private @Nullable Promise<Void> draining;

    public Connections(
            Vertx vertx,
            RealtimeLimits limits,
            TokenVerifier verifier,
            Operations operations,
            LocalAttachments attachments,
            PresenceLink presence,
            Clock clock,
            Metrics metrics) {
        this.vertx = vertx;
        this.limits = limits;
        this.verifier = verifier;
        this.operations = new ProtocolOperations(operations);
        this.metrics = new RealtimeMetrics(metrics, this.operations.names());
        this.refusals = new Refusals(metrics);
        this.perAddress = new PerAddress(limits.connectionsPerAddress());
        this.attachments = attachments;
        this.presence = presence;
        this.clock = clock;
    }

    /**
     * Why another socket may not be opened now: the node leaves, or it, or the address, has all that it may have.
     *
     * @param address as {@link AddressKey#of} makes it
     * @return null if it may
     */
    public @Nullable Failure refusal(String address) {
        if (draining != null) {
            return Failure.unavailable("This server");
        }
        if (open.size() >= limits.connections()) {
            refusals.count(Limit.CONNECTIONS);
            return new Failure(FailureCode.UNAVAILABLE, "This server is full: try again", List.of(), COME_BACK_MS);
        }
        if (!perAddress.hasRoom(address)) {
            refusals.count(Limit.CONNECTIONS_PER_ADDRESS);
            return tooMany("Too many connections from this address: close another one");
        }
        return null;
    }

    static Failure tooMany(String message) {
        return new Failure(FailureCode.RATE_LIMITED, message, List.of(), COME_BACK_MS);
    }

    /** @param address as {@link AddressKey#of} makes it */
    public Connection open(DoorName door, String address, Transport transport, Dialect dialect) {
        boolean hasRoom = perAddress.hasRoom(address);
        var connection = new Connection(this, door, address, transport, dialect);
        open.add(connection);
        perAddress.add(address);
        metrics.opened(door);
        if (draining != null) {
            connection.close(CloseCode.RESTARTING, "This server is leaving");
        } else if (!hasRoom) {
            // Others were let in while this handshake was under way.
            refusals.count(Limit.CONNECTIONS_PER_ADDRESS);
            connection.close(tooMany("Too many connections from this address"));
        }
        return connection;
    }

    /** The session is over: its sockets close now. */
    public void revoke(SessionId sessionId) {
        each(connection -> {
            var caller = connection.caller();
            if (caller != null && caller.sessionId().equals(sessionId)) {
                connection.close(CloseCode.REVOKED, "The session is over: log in again");
            }
        });
    }

    /**
     * Asks every client to reconnect elsewhere, each at a moment of its own within {@code time}; then closes who is
     * still here.
     *
     * @return complete when nobody is left
     */
    public Future<Void> drain(Duration time) {
        if (draining != null) {
            return draining.future();
        }
        var drained = Promise.<Void>promise();
        draining = drained;
        // The last fifth is for those who leave late.
        long spreadMs = Math.max(1, time.toMillis() * 4 / 5);
        each(connection -> connection.say(Frames.event(
                EventNames.GOAWAY,
                Map.of("reconnectAfterMs", ThreadLocalRandom.current().nextLong(spreadMs)))));
        var timer = vertx.setTimer(Math.max(1, time.toMillis()), over -> closeAll());
        completeIfEmpty();
        return drained.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    public void closeAll() {
        each(connection -> connection.close(CloseCode.RESTARTING, "This server is leaving"));
    }

    public int size() {
        return open.size();
    }

    Refusals refusals() {
        return refusals;
    }

    RealtimeMetrics metrics() {
        return metrics;
    }

    boolean attach(Connection connection) {
        boolean attached = attachments.attach(connection);
        if (attached) {
            presence.attached(connection.userId(), connection.deviceId());
        }
        return attached;
    }

    void left(Connection connection) {
        open.remove(connection);
        perAddress.remove(connection.address());
        metrics.gone(connection.door());
        if (connection.caller() != null) {
            attachments.detach(connection);
            presence.detached(connection.userId(), connection.deviceId());
        }
        completeIfEmpty();
    }

    void looked(Connection connection) {
        attachments.looked(connection);
    }

    void tooSlow(Connection connection) {
        var caller = connection.caller();
        LOG.info("too slow user={} device={}", caller == null ? "-" : caller.userId(), connection.deviceId());
    }

    /** What the client is told; a bug is told to the log. */
    Failure failureOf(Throwable cause) {
        if (!(cause instanceof FailureException)) {
            LOG.error("unexpected in a realtime operation", cause);
        }
        return FailureException.failureOf(cause);
    }

    RealtimeLimits limits() {
        return limits;
    }

    TokenVerifier verifier() {
        return verifier;
    }

    ProtocolOperations operations() {
        return operations;
    }

    Vertx vertx() {
        return vertx;
    }

    Clock clock() {
        return clock;
    }

    long nanoTime() {
        return System.nanoTime();
    }

    private void each(Consumer<Connection> action) {
        List<Connection> now = new ArrayList<>(open); // closing one takes it out
        now.forEach(action);
    }

    private void completeIfEmpty() {
        if (draining != null && open.isEmpty()) {
            draining.tryComplete();
        }
    }
}
