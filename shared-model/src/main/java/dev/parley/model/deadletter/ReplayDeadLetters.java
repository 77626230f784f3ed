package dev.parley.model.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Publishes them again to where they came from. A message keeps the id it has in its content, so whatever was done of it
 * before is not done twice.
 *
 * @param id null for all of them
 * @param diedBefore of all, only those that were last rejected before, so that one that dies again is not replayed for
 *     ever; null: before now
 * @param by who asks, for the record
 */
public record ReplayDeadLetters(
        @Nullable String id, @Nullable Instant diedBefore, String by) {}
