package dev.parley.model.live;

import dev.parley.model.id.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A gateway node says that a user came, left or looks elsewhere.
 *
 * @param version counts this node's changes one by one: a listener that sees a jump asks for the {@link Roster}
 * @param now the user as they now are there, or null if no socket is left
 */
public record AttachmentChanged(
        String nodeId,
        long version,
        UserId userId,
        @Nullable AttachedUser now) {}
