package dev.parley.gateway.peer;

/**
 * The header that trusted proxies write. It is one, and configured: a proxy that writes one of them commonly passes on
 * what the client wrote in the other, so a gateway that took either would believe the client.
 */
public enum ForwardedHeader {
    /** {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. */
    X_FORWARDED,
    /** {@code Forwarded}, RFC 7239. */
    FORWARDED
}
