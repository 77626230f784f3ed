package dev.parley.model.auth;

import dev.parley.model.id.UserId;
import java.util.List;

/** Users by id, at most 1,000. Deleted ones come as {@link PublicUser#deleted}; unknown ids are left out. */
public record LookUpUsers(List<UserId> userIds) {
    public LookUpUsers {
        userIds = List.copyOf(userIds);
    }
}
