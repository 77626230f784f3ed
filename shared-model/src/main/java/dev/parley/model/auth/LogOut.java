package dev.parley.model.auth;

/** Ends the session that the refresh token belongs to, its sockets too. An unknown token is no error. */
public record LogOut(String refreshToken) {
    @Override
    public String toString() {
        return "LogOut[[redacted]]";
    }
}
