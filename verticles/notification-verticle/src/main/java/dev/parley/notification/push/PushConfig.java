package dev.parley.notification.push;

import dev.parley.notification.outbound.Retries;
import java.time.Duration;

/**
 * How notifications get to browsers.
 *
 * @param subject who runs this server, for push services that want to complain: {@code mailto:} or {@code https:}
 * @param ttl how long a push service keeps what it cannot deliver, up to four weeks
 * @param attempts how often one is tried before it is a dead letter, 1 to 100
 * @param firstPause after the first failure; each further one is twice as long, up to {@link #LONGEST_PAUSE}
 * @param timeout how long one attempt may take, name lookup and all
 * @param concurrency requests under way at once, of one instance, 1 to 10,000
 * @param privateEndpoints whether push services may be at addresses of private networks and speak HTTP. Never on a
 *     server that strangers may use: they would have it call whatever they like in there
 */
public record PushConfig(
        VapidKey key,
        String subject,
        Duration ttl,
        int attempts,
        Duration firstPause,
        Duration timeout,
        int concurrency,
        boolean privateEndpoints) {
    public static final Duration LONGEST_PAUSE = Retries.LONGEST_PAUSE;

    private static final Duration FOUR_WEEKS = Duration.ofDays(28);

    public PushConfig {
        if (!subject.matches("mailto:[^@\\s]+@[^@\\s]+|https://\\S+")) {
            throw new IllegalArgumentException("notification.push.subject: must begin with mailto: or https://");
        }
        check("ttl", ttl, Duration.ZERO, FOUR_WEEKS);
        check("firstPause", firstPause, Duration.ofMillis(1), LONGEST_PAUSE);
        check("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        check("attempts", attempts, 100);
        check("concurrency", concurrency, 10_000);
    }

    private static void check(String field, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "notification.push." + field + ": " + value + " is outside " + min + "–" + max);
        }
    }

    private static void check(String field, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException("notification.push." + field + ": " + value + " is outside 1–" + max);
        }
    }
}
