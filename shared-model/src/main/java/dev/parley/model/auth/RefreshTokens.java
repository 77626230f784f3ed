package dev.parley.model.auth;

import org.jspecify.annotations.Nullable;

/** Trades a refresh token for two new tokens. Each works once: a second use revokes its family. */
public record RefreshTokens(
        String refreshToken, String address, @Nullable String userAgent) {
    @Override
    public String toString() {
        return "RefreshTokens[[redacted]]";
    }
}
