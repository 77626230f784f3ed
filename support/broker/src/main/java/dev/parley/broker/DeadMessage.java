package dev.parley.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.LongString;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message in {@link Topology#DEAD_QUEUE}. What is null or 0 it does not say: it was put there by an older version, or by
 * the broker itself.
 *
 * @param id names it; of one that has none it is derived from what it says and holds, so that it is the same every time
 * @param cause why it could not be processed; one line, at most {@value #MAX_CAUSE} characters
 * @param attempts how often it was rejected
 * @param firstAt when it was first rejected, and {@code lastAt} when last
 * @param exchange where it was published to, with {@code routingKey}
 * @param headers all of them that are text or numbers
 */
public record DeadMessage(
        String id,
        @Nullable String cause,
        int attempts,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        @Nullable String exchange,
        @Nullable String routingKey,
        Map<String, Object> headers,
        Buffer body) {
    static final int MAX_CAUSE = 200;

    public DeadMessage {
        headers = Map.copyOf(headers);
    }

    /** Whether it says where to publish it again. */
    public boolean isReplayable() {
        return exchange != null && !exchange.isEmpty() && routingKey != null;
    }

    static DeadMessage of(BasicProperties properties, byte[] body) {
        var headers = new HashMap<String, Object>();
        if (properties.getHeaders() != null) {
            properties.getHeaders().forEach((name, value) -> {
                if (value instanceof LongString || value instanceof String) {
                    headers.put(name, value.toString());
                } else if (value instanceof Number) {
                    headers.put(name, value);
                }
            });
        }
        var cause = text(headers, DeadLetter.CAUSE);
        return new DeadMessage(
                id(headers, body),
                cause == null ? null : oneLine(cause),
                headers.get(DeadLetter.ATTEMPTS) instanceof Number attempts ? attempts.intValue() : 0,
                time(headers, DeadLetter.FIRST_AT),
                time(headers, DeadLetter.LAST_AT),
                text(headers, DeadLetter.EXCHANGE),
                text(headers, DeadLetter.ROUTING_KEY),
                headers,
                Buffer.buffer(body));
    }

    private static String id(Map<String, Object> headers, byte[] body) {
        var given = text(headers, DeadLetter.ID);
        if (given != null) {
            try {
                return UUID.fromString(given).toString();
            } catch (IllegalArgumentException notOurs) {
                // derived, as if there were none
            }
        }
        var all = new ByteArrayOutputStream();
        for (var name : new String[] {DeadLetter.FIRST_AT, DeadLetter.EXCHANGE, DeadLetter.ROUTING_KEY}) {
            all.writeBytes((headers.get(name) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        all.writeBytes(body);
        return UUID.nameUUIDFromBytes(all.toByteArray()).toString();
    }

    private static @Nullable String text(Map<String, Object> headers, String name) {
        return headers.get(name) instanceof String text ? text : null;
    }

    private static @Nullable Instant time(Map<String, Object> headers, String name) {
        var text = text(headers, name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException notOurs) {
            return null;
        }
    }

    /** Whoever may publish to the broker could write anything there. */
    private static String oneLine(String cause) {
        var line = cause.replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(line.length(), MAX_CAUSE));
    }
}
