package dev.parley.model.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the index is.
 *
 * @param rebuilding it is being made anew, or is about to be
 * @param rooms the rooms that the rebuild under way, or the last one, has been through
 * @param messages the messages it found there
 * @param requestedAt when the rebuild was asked for
 * @param finishedAt when it was done, null while {@code rebuilding}
 */
public record IndexStatus(
        boolean rebuilding,
        long rooms,
        long messages,
        Instant requestedAt,
        @Nullable Instant finishedAt) {}
