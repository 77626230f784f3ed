package dev.parley.model.search;

import dev.parley.model.id.RoomId;
import dev.parley.model.id.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Looks for messages in the caller's rooms, the newest first. Every word is found by its beginning, what stands in
 * double quotes as it stands, all of them must be there; case and accents make no difference. Text without a word (only
 * punctuation) finds nothing. FORBIDDEN or NOT_FOUND if {@code roomId} is not one of the caller's rooms.
 *
 * @param text 1 to {@value #MAX_TEXT} characters
 * @param roomId only in this room, null for all of the caller's
 * @param cursor a {@link SearchPage#nextCursor}, null for the first page
 * @param limit 1 to {@value #MAX_HITS}
 */
public record SearchMessages(
        UserId caller,
        String text,
        @Nullable RoomId roomId,
        @Nullable String cursor,
        int limit) {
    public static final int MAX_TEXT = 200;
    public static final int MAX_HITS = 50;

    @Override
    public String toString() {
        return "SearchMessages[caller=" + caller + ", text=[redacted], roomId=" + roomId + ", limit=" + limit + "]";
    }
}
