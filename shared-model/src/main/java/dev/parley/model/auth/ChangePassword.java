package dev.parley.model.auth;

import dev.parley.model.id.SessionId;
import dev.parley.model.id.UserId;

/** Changes the password and ends every session but {@code current}. UNAUTHENTICATED if the old one is wrong. */
public record ChangePassword(UserId userId, SessionId current, String currentPassword, String newPassword) {
    @Override
    public String toString() {
        return "ChangePassword[userId=" + userId + ", passwords=[redacted]]";
    }
}
