package dev.parley.gateway.realtime;

/** Why a socket is closed, as the contract numbers it (WebSocket close codes, RFC 6455 section 7.4). */
public enum CloseCode {
    NORMAL(1000),
    FRAME_TOO_BIG(1009),
    /** The server restarts: reconnect, with jitter. */
    RESTARTING(1012),
    UNREADABLE(4400),
    /** Not authenticated, or no longer: refresh the token, then reconnect. */
    UNAUTHENTICATED(4401),
    /** Nothing came for too long: no {@code auth} in time, or no sign of life. */
    TIMED_OUT(4408),
    /** The session is over: do not reconnect with it. */
    REVOKED(4409),
    TOO_MANY(4429),
    /** Does not read as fast as it is written to: reconnect and sync. */
    TOO_SLOW(4508);

    private final short code;

    CloseCode(int code) {
        this.code = (short) code;
    }

    public short code() {
        return code;
    }
}
