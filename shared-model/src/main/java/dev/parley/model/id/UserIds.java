package dev.parley.model.id;

import java.util.List;

/** Some users, in no order. */
public record UserIds(List<UserId> userIds) {
    public UserIds {
        userIds = List.copyOf(userIds);
    }
}
