package dev.parley.gateway.upstream;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import java.time.Duration;
import java.util.List;

/** What a client is told when an upstream could not be asked, or did not answer. Nothing of what is behind the gateway. */
final class Refusals {
    static final int BAD_GATEWAY = 502;
    static final int GATEWAY_TIMEOUT = 504;

    /** Requests end all the time: one that finds no room finds it a moment later. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private Refusals() {}

    /** None of its servers can be reached; 503. */
    static FailureException nobody(UpstreamConfig upstream) {
        return unavailable(
                "No server for this can be reached: try again",
                upstream.health().interval());
    }

    /** It has as many requests as it may have; 503. */
    static FailureException noRoom() {
        return unavailable("Too many requests for this are under way: try again", SOON);
    }

    /** The gateway is leaving; 503. */
    static FailureException leaving() {
        return unavailable("This server is leaving: try again", SOON);
    }

    /** To be told with {@link #BAD_GATEWAY}: whether the request was carried out is not known. */
    static FailureException broken() {
        return Failure.of(FailureCode.UNAVAILABLE, "The server for this broke off: what you asked may have been done")
                .asException();
    }

    /** To be told with {@link #GATEWAY_TIMEOUT}; whether the request was carried out is not known. */
    static FailureException silent() {
        return Failure.of(
                        FailureCode.UNAVAILABLE,
                        "The server for this did not answer in time: what you asked may have been done")
                .asException();
    }

    static FailureException tooLarge(int maxBytes) {
        return Failure.of(FailureCode.PAYLOAD_TOO_LARGE, "The body is over " + maxBytes + " bytes")
                .asException();
    }

    private static FailureException unavailable(String message, Duration after) {
        return new Failure(FailureCode.UNAVAILABLE, message, List.of(), after.toMillis()).asException();
    }
}
