package dev.parley.gateway.limit;

import dev.parley.gateway.peer.Peer;
import dev.parley.model.failure.Failure;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * So many requests a second from one address; more are answered RATE_LIMITED. What a proxy says of the address is
 * believed of those alone that are trusted: anyone could say it.
 *
 * <p>Owned by the context that made it.
 */
public final class AddressLimit implements PlatformHandler {
    /** About 10 MB when full. */
    private static final int MAX_ADDRESSES = 100_000;

    private final TokenBuckets<String> buckets;
    private final Refusals refusals;
    private final LongSupplier nanoTime;

    AddressLimit(int perSecond, int burst, Refusals refusals, LongSupplier nanoTime) {
        this.buckets = new TokenBuckets<>(perSecond, burst, MAX_ADDRESSES);
        this.refusals = refusals;
        this.nanoTime = nanoTime;
    }

    @Override
    public void handle(RoutingContext context) {
        long waitNanos = buckets.take(AddressKey.of(Peer.of(context).address()), nanoTime.getAsLong());
        if (waitNanos == 0) {
            context.next();
        } else {
            refusals.count(Limit.REQUESTS_PER_ADDRESS);
            long waitMs = Math.max(1, Duration.ofNanos(waitNanos).toMillis());
            context.fail(Failure.rateLimited(waitMs).asException());
        }
    }
}
