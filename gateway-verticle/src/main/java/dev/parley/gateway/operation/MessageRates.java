package dev.parley.gateway.operation;

import dev.parley.gateway.limit.Limit;
import dev.parley.gateway.limit.Refusals;
import dev.parley.gateway.request.TokenBucket;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many messages each user may post, over all their sockets and REST requests on this node. Owned by the context
 * that made it.
 */
public final class MessageRates {
    /** When so many users have posted, those who could start afresh anyway are forgotten. */
    private static final int SWEEP_AT = 20_000;

    private final int perSecond;
    private final int burst;
    private final Refusals refusals;
    private final LongSupplier nanoTime;
    private final Map<UserId, TokenBucket> buckets = new HashMap<>();
    private int sweepAt = SWEEP_AT;

    /** @param nanoTime as {@link System#nanoTime} */
    public MessageRates(int perSecond, int burst, Refusals refusals, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.refusals = refusals;
        this.nanoTime = nanoTime;
    }

    /** Counts one message; throws RATE_LIMITED, with the time to wait, if it is one too many. */
    void count(UserId userId) {
        long now = nanoTime.getAsLong();
        var bucket = buckets.computeIfAbsent(userId, id -> new TokenBucket(perSecond, burst, now));
        long wait = bucket.take(now);
        if (wait > 0) {
            refusals.count(Limit.MESSAGES_PER_SECOND);
            throw Failure.rateLimited(wait).asException();
        }
        if (buckets.size() > sweepAt) {
            buckets.values().removeIf(each -> each.isFull(now));
            // Not swept again at once if all are busy: what is left are users who posted in the last seconds.
            sweepAt = Math.max(SWEEP_AT, buckets.size() * 2);
        }
    }
}
