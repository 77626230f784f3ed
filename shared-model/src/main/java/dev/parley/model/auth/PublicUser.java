package dev.parley.model.auth;

import dev.parley.model.id.UserId;

/** What everyone may know of a user. A deleted account keeps its id and is shown as {@link #deleted(UserId)}. */
public record PublicUser(UserId id, String username, String displayName) {
    public static PublicUser deleted(UserId id) {
        return new PublicUser(id, "deleted", "Deleted user");
    }
}
