package dev.parley.presence;

import java.time.Duration;

/**
 * How presence is kept. A killed gateway's users are offline after at most {@code lease + grace + 2 × sweep}: 27 s by
 * default.
 *
 * @param lease how long a gateway node's devices count after it last renewed; it renews every 5 s
 * @param grace how long a user without a device is still shown as before, so that a reload is told to nobody
 * @param sweep how often dead nodes and ended graces are looked for
 */
public record PresenceConfig(RedisConfig redis, Duration lease, Duration grace, Duration sweep) {
    /** Two renewals may be lost. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(11);

    public PresenceConfig {
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("presence.lease: " + lease + " is shorter than " + SHORTEST_LEASE
                    + ": gateways renew every 5 s, and two renewals may be lost");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("presence.grace: " + grace + " is negative");
        }
        if (sweep.toMillis() < 10) {
            throw new IllegalArgumentException("presence.sweep: " + sweep + " is shorter than 10 ms");
        }
    }

    public static PresenceConfig withDefaults(RedisConfig redis) {
        return new PresenceConfig(redis, Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(1));
    }
}
