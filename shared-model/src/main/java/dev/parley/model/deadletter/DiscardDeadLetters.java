package dev.parley.model.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Throws them away, for good.
 *
 * @param id null for all of them
 * @param diedBefore of all, only those that were last rejected before; null: before now
 * @param by who asks, for the record
 */
public record DiscardDeadLetters(
        @Nullable String id, @Nullable Instant diedBefore, String by) {}
