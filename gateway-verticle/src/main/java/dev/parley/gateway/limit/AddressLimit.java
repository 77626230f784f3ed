package dev.parley.gateway.limit;

import dev.parley.gateway.peer.Peer;
import dev.parley.model.failure.Failure;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
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

    /** One IPv6 host commonly has a whole /64 to itself (RFC 6177): counted as one. */
    private static final int IPV6_PREFIX_BYTES = 8;

    private final TokenBuckets<String> buckets;
    private final LongSupplier nanoTime;

    public AddressLimit(int perSecond, int burst, LongSupplier nanoTime) {
        this.buckets = new TokenBuckets<>(perSecond, burst, MAX_ADDRESSES);
        this.nanoTime = nanoTime;
    }

    @Override
    public void handle(RoutingContext context) {
        long waitNanos = buckets.take(keyOf(Peer.of(context).address()), nanoTime.getAsLong());
        if (waitNanos == 0) {
            context.next();
        } else {
            long waitMs = Math.max(1, Duration.ofNanos(waitNanos).toMillis());
            context.fail(Failure.rateLimited(waitMs).asException());
        }
    }

    /** An address as numbers: never a name to be resolved. */
    static String keyOf(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            var parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? "v6:" + Arrays.toString(Arrays.copyOf(parsed.getAddress(), IPV6_PREFIX_BYTES))
                    : parsed.getHostAddress(); // IPv4 written as IPv6
        } catch (UnknownHostException notAnAddress) {
            return address;
        }
    }
}
