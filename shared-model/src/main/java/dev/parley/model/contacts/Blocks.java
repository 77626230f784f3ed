package dev.parley.model.contacts;

import dev.parley.model.id.UserId;
import java.util.List;

/**
 * The answer to {@link CheckBlocks}.
 *
 * @param blocking those of the others who block the user
 * @param blockedBy those of the others whom the user blocks
 */
public record Blocks(List<UserId> blocking, List<UserId> blockedBy) {
    public Blocks {
        blocking = List.copyOf(blocking);
        blockedBy = List.copyOf(blockedBy);
    }
}
