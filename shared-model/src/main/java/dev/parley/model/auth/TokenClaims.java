package dev.parley.model.auth;

/** Names of the claims that Parley adds to RFC 7519's own ({@code sub} is the user id). */
public final class TokenClaims {
    /** The session the token belongs to. */
    public static final String SESSION = "sid";

    public static final String USERNAME = "preferred_username";
    public static final String DISPLAY_NAME = "name";

    /** A list of text, missing if it would be empty. */
    public static final String ROLES = "roles";

    /** Of {@link #ROLES}: may do what operators do. */
    public static final String ADMIN = "admin";

    private TokenClaims() {}
}
