package dev.parley.model.contacts;

import dev.parley.model.id.UserId;
import java.util.List;

/** Asks which of {@code others} (at most 1,000) stand in a block with {@code userId}, and in which direction. */
public record CheckBlocks(UserId userId, List<UserId> others) {
    public CheckBlocks {
        others = List.copyOf(others);
    }
}
