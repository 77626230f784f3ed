package dev.parley.auth;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.auth.User;
import dev.parley.model.id.UserId;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/** A row of {@code users} that is not deleted. */
record StoredUser(
        UserId id, String username, String displayName, String email, String passwordHash, Instant createdAt) {
    static final String COLUMNS = "id, username, display_name, email, password_hash, created_at";

    static StoredUser of(Row row) {
        return new StoredUser(
                new UserId(row.getString("id")),
                row.getString("username"),
                row.getString("display_name"),
                row.getString("email"),
                row.getString("password_hash"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    User asUser() {
        return new User(id, username, displayName, email, createdAt);
    }

    PublicUser asPublic() {
        return new PublicUser(id, username, displayName);
    }

    @Override
    public String toString() {
        return "StoredUser[id=" + id + "]";
    }
}
