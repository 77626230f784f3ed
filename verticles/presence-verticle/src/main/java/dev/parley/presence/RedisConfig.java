package dev.parley.presence;

import org.jspecify.annotations.Nullable;

/**
 * Where Redis (6.2 or newer; one server or a primary, not Redis Cluster) is.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param password null if it asks for none
 * @param database 0 to 15: every Parley on a shared server needs one of its own
 */
public record RedisConfig(String host, int port, @Nullable String password, int database) {
    public RedisConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("redis.host: must not be blank");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("redis.port: " + port + " is outside 1–65535");
        }
        if (database < 0 || database > 15) {
            throw new IllegalArgumentException("redis.database: " + database + " is outside 0–15");
        }
    }

    @Override
    public String toString() {
        return "RedisConfig[host=" + host + ", port=" + port + ", password=[redacted], database=" + database + "]";
    }
}
