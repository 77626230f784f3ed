package dev.parley.benchmark;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What {@link LatencyBenchmark} measures.
 *
 * @param users connected by one WebSocket each, in pairs that share a direct room; even
 * @param rate messages a second over all of them
 * @param warmUp sent at the same rate before the measurement, and not counted
 */
record Options(URI url, int users, int rate, Duration warmUp, Duration duration) {
    private static final Map<String, String> DEFAULTS =
            Map.of("users", "200", "rate", "500", "warmup", "90", "seconds", "60");

    Options {
        if (users % 2 != 0) {
            throw new IllegalArgumentException("--users: " + users + " is not even");
        }
    }

    static Options parse(String... arguments) {
        var given = Arguments.parse(DEFAULTS, arguments);
        return new Options(
                given.url(),
                given.integer("users", 2),
                given.integer("rate", 1),
                given.seconds("warmup"),
                given.seconds("seconds"));
    }

    Schedule schedule() {
        return new Schedule(rate, Math.toIntExact(rate * warmUp.plus(duration).toSeconds()));
    }

    /** The number of the first message that counts. */
    int firstCounted() {
        return Math.toIntExact(rate * warmUp.toSeconds());
    }
}
