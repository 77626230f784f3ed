package dev.parley.model.deadletter;

import java.time.Instant;

/**
 * @param settled how many were replayed, or discarded
 * @param kept how many could not be: of a replay, those that do not say where they came from or that the broker would not
 *     take
 * @param more whether there was no time for all: ask again with the same {@code diedBefore}
 */
public record DeadLettersSettled(long settled, long kept, boolean more, Instant diedBefore) {}
