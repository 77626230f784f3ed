package dev.parley.model.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * A page of them, without their content.
 *
 * @param newestFirst else the oldest come first
 * @param cursor a {@link DeadLetterPage#nextCursor}, null for the first page; NOT_FOUND when the letter it stands for has
 *     been replayed or discarded meanwhile
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record ListDeadLetters(boolean newestFirst, @Nullable String cursor, int limit) {
    public static final int MAX_LIMIT = 100;
    public static final int DEFAULT_LIMIT = 50;

    public ListDeadLetters {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " is outside 1–" + MAX_LIMIT);
        }
    }
}
