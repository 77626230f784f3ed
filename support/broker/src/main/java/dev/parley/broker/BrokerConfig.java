package dev.parley.broker;

/**
 * Where the broker is.
 *
 * @param password printed as {@code [redacted]}
 * @param partitions how many queues the rooms are spread over, 1 to 256. The same on every node, and for ever: with
 *     another number a room's intents go to another queue, behind the old one's back
 */
public record BrokerConfig(String host, int port, String user, String password, String virtualHost, int partitions) {
    public static final int DEFAULT_PARTITIONS = 8;
    public static final int MAX_PARTITIONS = 256;

    public BrokerConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("broker.host is empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("broker.port: " + port + " is outside 1–65535");
        }
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new IllegalArgumentException("broker.partitions: " + partitions + " is outside 1–" + MAX_PARTITIONS);
        }
    }

    @Override
    public String toString() {
        return "BrokerConfig[" + user + ":[redacted]@" + host + ":" + port + virtualHost + ", partitions=" + partitions
                + "]";
    }
}
