package dev.parley.gateway.limit;

/**
 * The most of everything in flight on one gateway, so that no number of clients takes its memory.
 *
 * @param httpConnections connections, sockets of the realtime doors among them
 * @param requestsInFlight REST requests that are not answered
 * @param bodiesInFlight bytes of bodies that are held until their requests are answered
 */
public record Caps(int httpConnections, int requestsInFlight, int bodiesInFlight) {
    /** Above the 15,000 sockets of the realtime doors, below the 20,000 files that a process may commonly have open. */
    public static final Caps DEFAULTS = new Caps(18_000, 2_000, 64 * 1024 * 1024);

    public static final int MOST = 1_000_000;

    public Caps {
        Ranges.check("gateway.limits.httpConnections", httpConnections, 1, MOST);
        Ranges.check("gateway.limits.requestsInFlight", requestsInFlight, 1, MOST);
        Ranges.check("gateway.limits.bodiesInFlight", bodiesInFlight, 1, Integer.MAX_VALUE);
    }
}
