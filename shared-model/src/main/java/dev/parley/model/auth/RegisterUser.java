package dev.parley.model.auth;

import org.jspecify.annotations.Nullable;

/**
 * Makes an account. CONFLICT if the username or the email is taken.
 *
 * @param username 3 to 32 of {@code [a-z0-9_.-]}, any case
 * @param password 8 to 128 characters
 * @param displayName shown to others, or null for the username
 */
public record RegisterUser(
        String username,
        String email,
        String password,
        @Nullable String displayName) {
    @Override
    public String toString() {
        return "RegisterUser[username=" + username + ", password=[redacted]]";
    }
}
