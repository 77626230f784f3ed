package dev.parley.model.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One, without its content. What is null it does not say: the broker or an older version put it there.
 *
 * @param id names it for as long as it is there, and again if it dies again after a replay
 * @param cause why it could not be processed, one line
 * @param attempts how often it was rejected: more than 1 after a replay; 0 if that is not known
 * @param exchange where it was published to, with {@code routingKey}: a replay publishes it there again
 * @param size of its content in bytes
 * @param kind what it holds, as {@code intent post} or {@code events message.created}; null if that cannot be read
 */
public record DeadLetterSummary(
        String id,
        @Nullable String cause,
        int attempts,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        @Nullable String exchange,
        @Nullable String routingKey,
        int size,
        @Nullable String kind) {}
