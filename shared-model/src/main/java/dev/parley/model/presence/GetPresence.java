package dev.parley.model.presence;

import dev.parley.model.id.UserId;
import java.util.List;

/**
 * The presence of at most 200 users, as {@code viewer} may see it: contacts and partners of direct rooms who do not
 * block the viewer; all others look offline, never seen.
 */
public record GetPresence(UserId viewer, List<UserId> userIds) {
    public GetPresence {
        userIds = List.copyOf(userIds);
    }
}
