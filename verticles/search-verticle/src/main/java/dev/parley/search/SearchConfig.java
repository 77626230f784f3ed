package dev.parley.search;

import dev.parley.broker.BrokerConfig;
import dev.parley.postgres.PostgresConfig;

/**
 * How messages are indexed.
 *
 * @param prefetch how many messages of the broker are held at once, 1 to 1,000
 */
public record SearchConfig(PostgresConfig postgres, BrokerConfig broker, int prefetch) {
    public SearchConfig {
        if (prefetch < 1 || prefetch > 1_000) {
            throw new IllegalArgumentException("search.prefetch: " + prefetch + " is outside 1–1000");
        }
    }
}
