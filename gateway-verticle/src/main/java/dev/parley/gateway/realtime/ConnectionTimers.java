package dev.parley.gateway.realtime;

import dev.parley.gateway.limit.Limit;
import dev.parley.gateway.live.ServerFrame;
import dev.parley.model.bus.Json;
import dev.parley.model.live.EventNames;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to a connection by itself: the deadline for auth, the token's end, the signs of life. */
final class ConnectionTimers {
    private static final long NONE = -1;

    private final Vertx vertx;
    private final Connections all;
    private final Connection connection;
    private final Transport transport;
    private final long heartbeat;
    private long deadline;
    private long notice = NONE;
    private long expiry = NONE;
    private @Nullable ServerFrame announced;
    private long heardAt;

    ConnectionTimers(Connections all, Connection connection, Transport transport) {
        this.vertx = all.vertx();
        this.all = all;
        this.connection = connection;
        this.transport = transport;
        this.heardAt = all.nanoTime();
        var limits = all.limits();
        this.deadline = vertx.setTimer(limits.authDeadline().toMillis(), late -> {
            all.refusals().count(Limit.AUTH_DEADLINE);
            connection.close(
                    CloseCode.TIMED_OUT,
                    "Send auth within " + limits.authDeadline().toMillis() + " ms");
        });
        this.heartbeat = transport.needsHeartbeat()
                ? vertx.setPeriodic(limits.heartbeat().toMillis(), beat -> beat())
                : NONE;
    }

    void heard() {
        heardAt = all.nanoTime();
    }

    /** Ready, until the token's end: then a new auth must have come. */
    void readyUntil(Instant expiresAt) {
        vertx.cancelTimer(deadline);
        deadline = NONE;
        cancelExpiry();
        long left = Math.max(1, expiresAt.toEpochMilli() - all.clock().millis());
        long untilNotice = Math.max(1, left - all.limits().expiryNotice().toMillis());
        announced = null;
        notice = vertx.setTimer(untilNotice, soon -> {
            announced = Frames.event(EventNames.TOKEN_EXPIRING, Map.of("expiresAt", Json.time(expiresAt)));
            connection.say(announced);
        });
        expiry = vertx.setTimer(
                left, over -> connection.close(CloseCode.UNAUTHENTICATED, "The access token has expired"));
    }

    /** For a client that begins to listen to events after it was ready. */
    void repeatNotice() {
        if (announced != null) {
            connection.say(announced);
        }
    }

    void cancel() {
        vertx.cancelTimer(deadline);
        vertx.cancelTimer(heartbeat);
        cancelExpiry();
    }

    private void cancelExpiry() {
        vertx.cancelTimer(notice);
        vertx.cancelTimer(expiry);
    }

    private void beat() {
        long silentMs = (all.nanoTime() - heardAt) / 1_000_000;
        if (silentMs > 2 * all.limits().heartbeat().toMillis()) {
            all.refusals().count(Limit.HEARTBEAT);
            connection.close(CloseCode.TIMED_OUT, "No sign of life for " + silentMs + " ms");
        } else {
            transport.ping();
        }
    }
}
