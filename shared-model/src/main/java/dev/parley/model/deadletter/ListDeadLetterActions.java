package dev.parley.model.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * What operators did, the newest first.
 *
 * @param before only those with a smaller number, null for the newest
 * @param limit 1 to {@value #MAX_LIMIT}
 */
public record ListDeadLetterActions(@Nullable Long before, int limit) {
    public static final int MAX_LIMIT = 500;
    public static final int DEFAULT_LIMIT = 50;

    public ListDeadLetterActions {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " is outside 1–" + MAX_LIMIT);
        }
    }
}
