package dev.parley.gateway.realtime;

import java.time.Duration;

/**
 * What the doors put up with.
 *
 * @param frameBytes a client's frame, UTF-8
 * @param authDeadline from the connection to a successful {@code auth}
 * @param heartbeat how often each side gives a sign of life; after two without one the socket is closed
 * @param expiryNotice how long before a token's end {@code token.expiring} is sent
 * @param connectionsPerUser authenticated sockets of one user on this node
 * @param messagesPerSecond posts of one user, over all doors and REST
 * @param messageBurst posts of one user at once
 * @param framesPerSecond frames of one socket
 * @param frameBurst frames of one socket at once
 * @param operationsInFlight operations of one socket that are not answered yet
 * @param outputBytes server events a socket has not taken yet, then it is too slow
 * @param connections sockets on this node, authenticated or not
 * @param connectionsPerAddress sockets of one address on this node; there may be many people behind one
 */
public record RealtimeLimits(
        int frameBytes,
        Duration authDeadline,
        Duration heartbeat,
        Duration expiryNotice,
        int connectionsPerUser,
        int messagesPerSecond,
        int messageBurst,
        int framesPerSecond,
        int frameBurst,
        int operationsInFlight,
        int outputBytes,
        int connections,
        int connectionsPerAddress) {

    /** The contract's defaults; the hard limit of open files is commonly about 20,000. */
    public static final RealtimeLimits DEFAULTS = new RealtimeLimits(
            64 * 1024,
            Duration.ofSeconds(5),
            Duration.ofSeconds(25),
            Duration.ofSeconds(60),
            10,
            20,
            40,
            50,
            200,
            64,
            256 * 1024,
            15_000,
            1_000);

    public RealtimeLimits {
        positive("frameBytes", frameBytes);
        positive("authDeadline", authDeadline.toMillis());
        positive("heartbeat", heartbeat.toMillis());
        positive("connectionsPerUser", connectionsPerUser);
        positive("messagesPerSecond", messagesPerSecond);
        positive("messageBurst", messageBurst);
        positive("framesPerSecond", framesPerSecond);
        positive("frameBurst", frameBurst);
        positive("operationsInFlight", operationsInFlight);
        positive("outputBytes", outputBytes);
        positive("connections", connections);
        positive("connectionsPerAddress", connectionsPerAddress);
        if (expiryNotice.isNegative()) {
            throw new IllegalArgumentException("expiryNotice: " + expiryNotice + " is negative");
        }
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " is not positive");
        }
    }
}
