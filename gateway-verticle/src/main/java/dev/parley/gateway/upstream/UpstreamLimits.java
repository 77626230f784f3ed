package dev.parley.gateway.upstream;

import java.time.Duration;

/**
 * How much an upstream may cost.
 *
 * @param connectTimeout until a server of it has taken a connection, TLS included
 * @param timeout how long it may be silent: until its answer begins, between two pieces of it, and while it takes no more
 *     of a body
 * @param retries how many further attempts a request may have
 * @param requests of all clients at once, open WebSockets among them
 * @param bodyBytes of a request
 */
public record UpstreamLimits(Duration connectTimeout, Duration timeout, int retries, int requests, int bodyBytes) {
    public static final UpstreamLimits DEFAULTS =
            new UpstreamLimits(Duration.ofSeconds(2), Duration.ofSeconds(60), 2, 256, 10 * 1024 * 1024);
}
