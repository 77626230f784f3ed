package dev.parley.gateway.http;

/**
 * What REST puts up with.
 *
 * @param bodyBytes of a request
 * @param requestsPerSecond of one address, over REST and the realtime doors' handshakes
 * @param requestBurst of one address at once
 */
public record HttpLimits(int bodyBytes, int requestsPerSecond, int requestBurst) {
    /** The contract's. */
    public static final HttpLimits DEFAULTS = new HttpLimits(256 * 1024, 50, 200);

    private static final int MAX_BODY = 64 * 1024 * 1024;
    private static final int MAX_RATE = 1_000_000;

    public HttpLimits {
        inRange("gateway.limits.body", bodyBytes, MAX_BODY);
        inRange("gateway.limits.requestsPerSecond", requestsPerSecond, MAX_RATE);
        inRange("gateway.limits.requestBurst", requestBurst, MAX_RATE);
    }

    private static void inRange(String key, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(key + ": " + value + " is outside 1–" + max);
        }
    }
}
