package dev.parley.model.auth;

import dev.parley.model.id.UserId;
import org.jspecify.annotations.Nullable;

/** Changes what is not null. CONFLICT if the username or the email is taken. */
public record UpdateUser(
        UserId userId,
        @Nullable String username,
        @Nullable String displayName,
        @Nullable String email) {}
