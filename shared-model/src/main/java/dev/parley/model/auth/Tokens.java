package dev.parley.model.auth;

/**
 * The answer to a log-in or a refresh, as clients get it.
 *
 * @param expiresIn the access token's life, seconds
 */
public record Tokens(String accessToken, String refreshToken, String tokenType, long expiresIn, User user) {
    @Override
    public String toString() {
        return "Tokens[user=" + user.id() + ", tokens=[redacted]]";
    }
}
