package dev.parley.gateway.upstream;

import java.time.Duration;

/**
 * How servers of an upstream are looked after.
 *
 * @param path asked for by GET, 2xx and 3xx being well; empty: nobody is asked, only failed connections count
 * @param interval between two looks; also how long a server that took no connection is left alone
 * @param timeout of one look
 * @param unhealthyAfter failed looks in a row after which a server is down
 * @param healthyAfter good looks in a row after which it is up again
 */
public record HealthCheck(String path, Duration interval, Duration timeout, int unhealthyAfter, int healthyAfter) {
    public static final HealthCheck PASSIVE = new HealthCheck("", Duration.ofSeconds(5), Duration.ofSeconds(2), 2, 2);

    public HealthCheck {
        if (!path.isEmpty() && !path.matches("/[!-~]*")) {
            throw new IllegalArgumentException("health.path: " + path + " is no path, as /healthz");
        }
    }

    boolean isActive() {
        return !path.isEmpty();
    }
}
