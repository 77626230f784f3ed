package dev.parley.presence;

import dev.parley.model.id.UserId;
import java.util.Set;

/**
 * Those around a user for whom presence is meant: accepted contacts and partners of direct rooms.
 *
 * @param all everyone in it, blocks or not
 * @param blocking those of {@code all} who block the user
 * @param blockedBy those of {@code all} whom the user blocks
 */
record Circle(Set<UserId> all, Set<UserId> blocking, Set<UserId> blockedBy) {
    Circle {
        all = Set.copyOf(all);
        blocking = Set.copyOf(blocking);
        blockedBy = Set.copyOf(blockedBy);
    }

    /** Whether {@code other} is told of the user's presence: not with a block in either direction. */
    boolean tells(UserId other) {
        return sees(other) && !blockedBy.contains(other);
    }

    /** Whether the user may see the presence of {@code other}. */
    boolean sees(UserId other) {
        return all.contains(other) && !blocking.contains(other);
    }
}
