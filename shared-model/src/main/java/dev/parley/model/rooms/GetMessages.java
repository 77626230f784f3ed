package dev.parley.model.rooms;

import dev.parley.model.id.UserId;
import java.util.List;

/**
 * These messages as they are now, in the order asked for. Left out are those that are not there, were deleted, or are in
 * a room that the caller is not a member of.
 *
 * @param messages at most {@value #MAX}
 */
public record GetMessages(UserId caller, List<MessageRef> messages) {
    public static final int MAX = 100;

    public GetMessages {
        messages = List.copyOf(messages);
        if (messages.size() > MAX) {
            throw new IllegalArgumentException("messages: at most " + MAX);
        }
    }
}
