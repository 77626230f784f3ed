package dev.parley.model.auth;

import org.jspecify.annotations.Nullable;

/**
 * Trades a password for tokens. UNAUTHENTICATED, after the same time, for a wrong password and an unknown account;
 * RATE_LIMITED per account and per address; UNAVAILABLE when too many passwords wait to be checked.
 *
 * @param address where the request came from
 */
public record LogIn(
        String email,
        String password,
        String address,
        @Nullable String userAgent) {
    @Override
    public String toString() {
        return "LogIn[address=" + address + ", password=[redacted]]";
    }
}
