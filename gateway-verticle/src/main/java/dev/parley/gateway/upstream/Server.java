package dev.parley.gateway.upstream;

import java.time.Duration;

/**
 * One server of an upstream, as it is seen from here: down while the looks at it say so, and for a while after it took no
 * connection.
 *
 * <p>Owned by the gateway's context; whether it is up may be asked from any thread.
 */
final class Server {
    private final ServerAddress address;
    private final HealthCheck check;
    private final long leftAloneNanos;

    private int inFlight;
    private int failures;
    private int successes;
    private volatile boolean looksDown;
    private volatile boolean refused;
    private volatile long refusedAt;

    Server(ServerAddress address, HealthCheck check) {
        this.address = address;
        this.check = check;
        this.leftAloneNanos = check.interval().toNanos();
    }

    ServerAddress address() {
        return address;
    }

    boolean isUp(long nowNanos) {
        return !looksDown && !(refused && nowNanos - refusedAt < leftAloneNanos);
    }

    int inFlight() {
        return inFlight;
    }

    void took() {
        inFlight++;
    }

    void gave() {
        inFlight--;
    }

    /** It took no connection. */
    void unreachable(long nowNanos) {
        refused = true;
        refusedAt = nowNanos;
    }

    /** It answered, however badly. */
    void reachable() {
        refused = false;
    }

    /** Somebody looked. */
    void looked(boolean well) {
        if (well) {
            refused = false;
            failures = 0;
            successes++;
        } else {
            successes = 0;
            failures++;
        }
        if (failures >= check.unhealthyAfter()) {
            looksDown = true;
        } else if (successes >= check.healthyAfter()) {
            looksDown = false;
        }
    }

    Duration leftAlone() {
        return Duration.ofNanos(leftAloneNanos);
    }
}
