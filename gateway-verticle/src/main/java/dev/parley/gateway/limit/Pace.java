package dev.parley.gateway.limit;

import java.time.Duration;

/** The slowest that may be sent or read over longer than a deadline: what is large takes time, a drip takes for ever. */
public final class Pace {
    /** A tenth of what EDGE, the slowest network that phones still meet, has. */
    public static final int BYTES_PER_SECOND = 2 * 1024;

    private Pace() {}

    /** How long so many bytes may take. */
    public static Duration timeFor(long bytes) {
        return Duration.ofMillis(bytes * 1000 / BYTES_PER_SECOND);
    }
}
