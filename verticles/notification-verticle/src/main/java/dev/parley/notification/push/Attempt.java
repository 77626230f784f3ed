package dev.parley.notification.push;

import dev.parley.model.bus.Json;
import dev.parley.model.id.RoomId;
import dev.parley.notification.outbound.Endpoint;
import dev.parley.notification.outbound.OutboundClient;
import dev.parley.notification.outbound.Resolver;
import dev.parley.notification.outbound.Retries;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends one message to one browser's push service, once. */
final class Attempt {
    /** RFC 8030 section 5.4: at most so many characters of base64url. */
    private static final int TOPIC_LENGTH = 32;

    private final PushCrypto crypto;
    private final Resolver resolver;
    private final OutboundClient client;
    private final Duration ttl;
    private final Duration timeout;
    private final InstantSource clock;

    Attempt(PushCrypto crypto, Resolver resolver, OutboundClient client, PushConfig config, InstantSource clock) {
        this.crypto = crypto;
        this.resolver = resolver;
        this.client = client;
        this.ttl = config.ttl();
        this.timeout = config.timeout();
        this.clock = clock;
    }

    /** Never fails. */
    Future<Result> send(Endpoint endpoint, DeviceKeys keys, Decision.Send what) {
        return resolver.addressOf(endpoint)
                .compose(address -> crypto.authorization(endpoint.service())
                        .compose(authorization -> crypto.encrypt(Json.encodeBytes(what.payload()), keys)
                                .compose(body -> client.post(endpoint, address, headers(authorization, what), body))))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .map(this::result)
                .otherwise(Attempt::failed);
    }

    private Map<String, String> headers(String authorization, Decision.Send what) {
        return Map.of(
                "Authorization",
                authorization,
                "Content-Encoding",
                "aes128gcm",
                "Content-Type",
                "application/octet-stream",
                "TTL",
                Long.toString(ttl.toSeconds()),
                "Urgency",
                what.urgency().wire(),
                "Topic",
                topic(what.payload().roomId()));
    }

    /** What a push service holds of a room gives way to what comes later; it learns nothing of the room by it. */
    static String topic(RoomId room) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(room.value().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, TOPIC_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Result result(OutboundClient.Response response) {
        int status = response.status();
        if (status >= 200 && status < 300) {
            return new Result(Outcome.TAKEN, "status " + status, null);
        }
        // RFC 8030 section 7.3: expired; 404 is what it never knew or knows no more.
        if (status == 404 || status == 410) {
            return new Result(Outcome.GONE, "status " + status, null);
        }
        if (status == 429 || status >= 500) {
            return new Result(Outcome.PASSING, "status " + status, Retries.asked(response.retryAfter(), now()));
        }
        return new Result(Outcome.REFUSED, "status " + status, null);
    }

    private Instant now() {
        return clock.instant();
    }

    private static Result failed(Throwable cause) {
        return cause instanceof Resolver.PrivateAddress
                ? new Result(Outcome.REFUSED, "private address", null)
                : new Result(Outcome.PASSING, cause.getClass().getSimpleName(), null);
    }

    enum Outcome {
        TAKEN,
        /** The browser has gone: it is never sent to again. */
        GONE,
        /** Later it may be otherwise. */
        PASSING,
        /** Doing it again would change nothing. */
        REFUSED
    }

    /**
     * @param why for people, one of a few phrases
     * @param after what the push service asks for before the next attempt, null if it does not
     */
    record Result(Outcome outcome, String why, @Nullable Duration after) {}
}
