package dev.parley.model.bus;

import java.time.Duration;

/**
 * An address of the event bus that takes a request of one type and gives a reply of another.
 *
 * @param name the address
 * @param request the type asked with
 * @param reply the type answered
 * @param timeout how long the asker waits before it counts as UNAVAILABLE
 */
public record Address<Q extends Record, R extends Record>(
        String name, Class<Q> request, Class<R> reply, Duration timeout) {
    /** The contract promises an answer within 2 s when a part is away. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    public static <Q extends Record, R extends Record> Address<Q, R> address(
            String name, Class<Q> request, Class<R> reply) {
        return new Address<>(name, request, reply, DEFAULT_TIMEOUT);
    }

    /** The same address, waited for longer or shorter. */
    public Address<Q, R> within(Duration wait) {
        return new Address<>(name, request, reply, wait);
    }
}
