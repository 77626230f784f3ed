package dev.parley.model.live;

import java.util.List;

/** Everyone attached to a gateway node, as of {@code version}. */
public record Roster(String nodeId, long version, List<AttachedUser> users) {
    public Roster {
        users = List.copyOf(users);
    }
}
