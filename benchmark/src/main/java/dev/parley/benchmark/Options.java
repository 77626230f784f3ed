package dev.parley.benchmark;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What to measure.
 *
 * @param users connected by one WebSocket each, in pairs that share a direct room; even
 * @param rate messages a second over all of them
 * @param warmUp sent at the same rate before the measurement, and not counted
 */
record Options(URI url, int users, int rate, Duration warmUp, Duration duration) {
    Options {
        if (users < 2 || users % 2 != 0) {
            throw new IllegalArgumentException("--users: " + users + " is not an even number from 2 up");
        }
        if (rate < 1) {
            throw new IllegalArgumentException("--rate: " + rate + " is not at least 1");
        }
    }

    /** From {@code --name value} pairs; only {@code --url} has no default. */
    static Options parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        if (!given.containsKey("--url") || arguments.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "usage: --url http://localhost:8080 [--users 200] [--rate 500] [--warmup 90] [--seconds 60]");
        }
        return new Options(
                URI.create(given.getOrDefault("--url", "")),
                Integer.parseInt(given.getOrDefault("--users", "200")),
                Integer.parseInt(given.getOrDefault("--rate", "500")),
                Duration.ofSeconds(Integer.parseInt(given.getOrDefault("--warmup", "90"))),
                Duration.ofSeconds(Integer.parseInt(given.getOrDefault("--seconds", "60"))));
    }

    int messages() {
        return Math.toIntExact(rate * warmUp.plus(duration).toSeconds());
    }

    /** The number of the first message that counts. */
    int firstCounted() {
        return Math.toIntExact(rate * warmUp.toSeconds());
    }

    /** When message {@code number} is due, nanoseconds after the start. */
    long dueAt(int number) {
        return number * 1_000_000_000L / rate;
    }
}
