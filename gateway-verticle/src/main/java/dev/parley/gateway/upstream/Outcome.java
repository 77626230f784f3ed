package dev.parley.gateway.upstream;

/** What became of a request for an upstream. */
enum Outcome {
    /** It was a WebSocket, which has been closed. */
    OPENED("opened"),
    /** It answered; of which the status' class says the rest. */
    ANSWERED_2XX("2xx"),
    ANSWERED_3XX("3xx"),
    ANSWERED_4XX("4xx"),
    ANSWERED_5XX("5xx"),
    /** No server of it could be reached. */
    UNREACHABLE("unreachable"),
    /** It was silent for too long. */
    TIMEOUT("timeout"),
    /** Its answer did not begin, or broke off. */
    BROKEN("broken"),
    /** Refused here: no room, too large, leaving. */
    REFUSED("refused"),
    /** The client went away. */
    ABANDONED("abandoned");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    static Outcome ofStatus(int status) {
        return switch (status / 100) {
            case 2 -> ANSWERED_2XX;
            case 3 -> ANSWERED_3XX;
            case 4 -> ANSWERED_4XX;
            default -> ANSWERED_5XX;
        };
    }

    String label() {
        return label;
    }
}
