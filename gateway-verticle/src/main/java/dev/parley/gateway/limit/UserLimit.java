package dev.parley.gateway.limit;

import dev.parley.gateway.http.BearerAuth;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.UserId;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * So many REST requests a second of one user, from wherever they come; more are answered RATE_LIMITED. Behind {@link
 * BearerAuth}.
 *
 * <p>Owned by the context that made it.
 */
public final class UserLimit implements SecurityPolicyHandler {
    /** About 10 MB when full. */
    private static final int MAX_USERS = 100_000;

    private final TokenBuckets<UserId> buckets;
    private final LongSupplier nanoTime;
    private final Refusals refusals;

    UserLimit(Rate rate, Refusals refusals, LongSupplier nanoTime) {
        this.buckets = new TokenBuckets<>(rate.perSecond(), rate.burst(), MAX_USERS);
        this.refusals = refusals;
        this.nanoTime = nanoTime;
    }

    @Override
    public void handle(RoutingContext context) {
        long waitNanos = buckets.take(BearerAuth.callerOf(context).userId(), nanoTime.getAsLong());
        if (waitNanos == 0) {
            context.next();
        } else {
            refusals.count(Limit.REQUESTS_PER_USER);
            long waitMs = Math.max(1, Duration.ofNanos(waitNanos).toMillis());
            context.fail(Failure.rateLimited(waitMs).asException());
        }
    }
}
