package dev.parley.gateway.upstream;

/** Who may ask an upstream. */
public enum Access {
    /** Everybody; who brings a token has to bring a good one. */
    PUBLIC,
    /** Whoever brings a good access token. */
    USER,
    /** The upstream checks by itself: {@code Authorization} reaches it as it came, and is not looked at here. */
    OWN
}
