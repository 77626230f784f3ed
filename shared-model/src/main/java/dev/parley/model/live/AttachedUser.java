package dev.parley.model.live;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import java.util.Set;

/**
 * A user with at least one authenticated socket on a gateway node.
 *
 * @param looking the rooms that are open in front of the user on one of these sockets
 */
public record AttachedUser(UserId userId, Set<RoomId> looking) {
    public AttachedUser {
        looking = Set.copyOf(looking);
    }
}
