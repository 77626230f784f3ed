package dev.parley.message.room;

import dev.parley.model.auth.PublicUser;
import dev.parley.model.rooms.Role;
import java.time.Instant;

/**
 * Someone's place in a room.
 *
 * @param user their names as they were when they joined
 * @param joinedSeq the event they joined by
 */
public record Membership(PublicUser user, Role role, Instant joinedAt, long joinedSeq) {
    Membership with(Role newRole) {
        return new Membership(user, newRole, joinedAt, joinedSeq);
    }
}
