package dev.parley.model.auth;

import dev.parley.model.id.UserId;
import java.time.Instant;

/** What a user may know of their own account. */
public record User(UserId id, String username, String displayName, String email, Instant createdAt) {
    public PublicUser asPublic() {
        return new PublicUser(id, username, displayName);
    }
}
