package dev.parley.benchmark;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What {@link GroupBenchmark} measures.
 *
 * @param members of the one group, each connected by one WebSocket
 * @param warmUp messages one after another that are not counted
 * @param messages counted, one after another: each once the one before is everywhere
 * @param rate messages a second after that
 * @param duration of that steady rate
 * @param receipts whether everyone tells the server what they got, as the JavaScript client does
 */
record GroupOptions(URI url, int members, int warmUp, int messages, int rate, Duration duration, boolean receipts) {
    private static final Map<String, String> DEFAULTS = Map.of(
            "members", "1000", "warmup", "300", "messages", "100", "rate", "5", "seconds", "30", "receipts", "yes");

    static GroupOptions parse(String... arguments) {
        var given = Arguments.parse(DEFAULTS, arguments);
        return new GroupOptions(
                given.url(),
                given.integer("members", 2),
                given.integer("warmup", 0),
                given.integer("messages", 1),
                given.integer("rate", 1),
                given.seconds("seconds"),
                given.yes("receipts"));
    }

    Schedule steady() {
        return new Schedule(rate, Math.toIntExact(rate * duration.toSeconds()));
    }
}
