package dev.parley.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a message in {@link Topology#DEAD_QUEUE} says about itself in its headers. Ours rather than the broker's
 * {@code x-death}, which Qpid does not have.
 */
public final class DeadLetter {
    /** Why it could not be processed. */
    public static final String CAUSE = "parley-cause";

    /** How often it was rejected, this time included: more than 1 after a replay. */
    public static final String ATTEMPTS = "parley-attempts";

    /** When it was first and last rejected, RFC 3339. */
    public static final String FIRST_AT = "parley-first-at";

    public static final String LAST_AT = "parley-last-at";

    /** Where it was published to: replaying it is publishing it there again. */
    public static final String EXCHANGE = "parley-exchange";

    public static final String ROUTING_KEY = "parley-routing-key";

    /** Names it for operators, for as long as it is rejected again and again. */
    public static final String ID = "parley-dead-letter-id";

    private DeadLetter() {}

    /**
     * Of what is given up without having been delivered: to be published to {@link Topology#DEAD_EXCHANGE} with its body.
     *
     * @param exchange where replaying it publishes it to, with {@code routingKey}
     */
    public static Map<String, Object> headers(String cause, String exchange, String routingKey, Instant now) {
        return Map.of(
                ID,
                UUID.randomUUID().toString(),
                CAUSE,
                cause,
                ATTEMPTS,
                1,
                FIRST_AT,
                now.toString(),
                LAST_AT,
                now.toString(),
                EXCHANGE,
                exchange,
                ROUTING_KEY,
                routingKey);
    }

    static Map<String, Object> headers(BasicProperties original, Envelope envelope, String cause, Instant now) {
        var headers = new HashMap<String, Object>();
        var before = original.getHeaders();
        if (before != null) {
            headers.putAll(before);
        }
        headers.putIfAbsent(ID, UUID.randomUUID().toString());
        headers.put(CAUSE, cause);
        headers.put(ATTEMPTS, attempts(headers.get(ATTEMPTS)) + 1);
        headers.putIfAbsent(FIRST_AT, now.toString());
        headers.put(LAST_AT, now.toString());
        headers.put(EXCHANGE, envelope.getExchange());
        headers.put(ROUTING_KEY, envelope.getRoutingKey());
        return headers;
    }

    private static int attempts(@Nullable Object before) {
        return before instanceof Number number ? number.intValue() : 0;
    }
}
