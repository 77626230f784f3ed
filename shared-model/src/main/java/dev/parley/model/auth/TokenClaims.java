package dev.parley.model.auth;

/** Names of the claims that Parley adds to RFC 7519's own ({@code sub} is the user id). */
public final class TokenClaims {
    /** The session the token belongs to. */
    public static final String SESSION = "sid";

    public static final String USERNAME = "preferred_username";
    public static final String DISPLAY_NAME = "name";

    private TokenClaims() {}
}
