package dev.parley.gateway.limit;

import dev.parley.model.failure.Failure;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Lets so many requests a second of each through; more are answered RATE_LIMITED, with the time to wait.
 *
 * <p>Owned by the context that made it.
 *
 * @param <K> whose requests are counted together
 */
final class RateGate<K> {
    /** About 10 MB when full. */
    private static final int MAX_KEYS = 100_000;

    private final TokenBuckets<K> buckets;
    private final Limit limit;
    private final Refusals refusals;
    private final LongSupplier nanoTime;

    RateGate(int perSecond, int burst, Limit limit, Refusals refusals, LongSupplier nanoTime) {
        this.buckets = new TokenBuckets<>(perSecond, burst, MAX_KEYS);
        this.limit = limit;
        this.refusals = refusals;
        this.nanoTime = nanoTime;
    }

    void pass(K key, RoutingContext context) {
        long waitNanos = buckets.take(key, nanoTime.getAsLong());
        if (waitNanos == 0) {
            context.next();
        } else {
            refusals.count(limit);
            long waitMs = Math.max(1, Duration.ofNanos(waitNanos).toMillis());
            context.fail(Failure.rateLimited(waitMs).asException());
        }
    }
}
