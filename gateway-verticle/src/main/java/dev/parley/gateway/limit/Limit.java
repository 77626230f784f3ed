package dev.parley.gateway.limit;

/** Everything that a client can be refused, closed or cut for; the label is the end of the key that sets it. */
public enum Limit {
    ALLOW("allow"),
    DENY("deny"),
    HTTP_CONNECTIONS("httpConnections"),
    URL("url"),
    HEADERS("headers"),
    BODY("body"),
    HEADER_DEADLINE("headerDeadline"),
    KEEP_ALIVE("keepAlive"),
    BODY_DEADLINE("bodyDeadline"),
    ANSWER_DEADLINE("answerDeadline"),
    REQUESTS_PER_ADDRESS("requestsPerSecond"),
    REQUESTS_PER_USER("userRequestsPerSecond"),
    REQUESTS_IN_FLIGHT("requestsInFlight"),
    BODIES_IN_FLIGHT("bodiesInFlight"),
    LOGIN("login"),
    CONNECTIONS("connections"),
    CONNECTIONS_PER_ADDRESS("connectionsPerAddress"),
    CONNECTIONS_PER_USER("connectionsPerUser"),
    AUTH_DEADLINE("authDeadline"),
    HEARTBEAT("heartbeat"),
    FRAME("frame"),
    FRAMES_PER_SECOND("framesPerSecond"),
    MESSAGES_PER_SECOND("messagesPerSecond"),
    OPERATIONS_IN_FLIGHT("operationsInFlight"),
    UNSENT_OUTPUT("unsentOutput");

    private final String label;

    Limit(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
