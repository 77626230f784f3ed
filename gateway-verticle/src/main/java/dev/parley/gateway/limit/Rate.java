package dev.parley.gateway.limit;

/**
 * Requests of one user.
 *
 * @param perSecond on average
 * @param burst at once
 */
public record Rate(int perSecond, int burst) {
    /** Behind one address may be many users, behind one user commonly few addresses: below the address's. */
    public static final Rate DEFAULTS = new Rate(30, 150);

    public static final int MOST = 1_000_000;

    public Rate {
        Ranges.check("gateway.limits.userRequestsPerSecond", perSecond, 1, MOST);
        Ranges.check("gateway.limits.userRequestBurst", burst, 1, MOST);
    }
}
