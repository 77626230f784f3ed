package dev.parley.gateway.request;

/**
 * The classic token bucket: {@code perSecond} on average, {@code burst} at once. Times are {@link System#nanoTime}
 * readings, given in so that tests own the clock.
 */
public final class TokenBucket {
    private final double perNano;
    private final int burst;
    private double tokens;
    private long refilledAt;

    public TokenBucket(int perSecond, int burst, long now) {
        this.perNano = perSecond / 1e9;
        this.burst = burst;
        this.tokens = burst;
        this.refilledAt = now;
    }

    /** @return 0 if one token was taken, else in how many milliseconds there will be one */
    public long take(long now) {
        refill(now);
        if (tokens >= 1) {
            tokens -= 1;
            return 0;
        }
        return (long) Math.ceil((1 - tokens) / perNano / 1e6);
    }

    /** True if it is as good as a new one. */
    public boolean isFull(long now) {
        refill(now);
        return tokens >= burst;
    }

    private void refill(long now) {
        tokens = Math.min(burst, tokens + (now - refilledAt) * perNano);
        refilledAt = now;
    }
}
