package dev.parley.gateway.realtime;

import dev.parley.model.failure.FailureCode;

/** Why a socket is closed, as the contract numbers it (WebSocket close codes, RFC 6455 section 7.4). */
public enum CloseCode {
    NORMAL(1000, FailureCode.UNAVAILABLE),
    /** RFC 6455: text that is not UTF-8. */
    NOT_UTF8(1007, FailureCode.INVALID_REQUEST),
    FRAME_TOO_BIG(1009, FailureCode.PAYLOAD_TOO_LARGE),
    /** The server restarts: reconnect, with jitter. */
    RESTARTING(1012, FailureCode.UNAVAILABLE),
    UNREADABLE(4400, FailureCode.INVALID_REQUEST),
    /** Not authenticated, or no longer: refresh the token, then reconnect. */
    UNAUTHENTICATED(4401, FailureCode.UNAUTHENTICATED),
    /** Nothing came for too long: no {@code auth} in time, or no sign of life. */
    TIMED_OUT(4408, FailureCode.UNAVAILABLE),
    /** The session is over: do not reconnect with it. */
    REVOKED(4409, FailureCode.UNAUTHENTICATED),
    TOO_MANY(4429, FailureCode.RATE_LIMITED),
    /** Does not read as fast as it is written to: reconnect and sync. */
    TOO_SLOW(4508, FailureCode.UNAVAILABLE);

    private final short code;
    private final FailureCode failure;

    CloseCode(int code, FailureCode failure) {
        this.code = (short) code;
        this.failure = failure;
    }

    public short code() {
        return code;
    }

    /** What an error frame says to a client that cannot be shown the close code. */
    public FailureCode failure() {
        return failure;
    }
}
