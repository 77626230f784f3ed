package dev.parley.model.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One that an operator replayed or discarded. Written before it left the queue: after a crash in between it may still be
 * there, but none is gone without this.
 *
 * @param number of the entry; some may be missing, none comes twice
 * @param by who did it
 * @param did {@code replayed} or {@code discarded}
 */
public record DeadLetterAction(
        long number,
        Instant at,
        String by,
        String did,
        String id,
        @Nullable String cause,
        int attempts,
        @Nullable String exchange,
        @Nullable String routingKey,
        int size,
        @Nullable String kind) {}
