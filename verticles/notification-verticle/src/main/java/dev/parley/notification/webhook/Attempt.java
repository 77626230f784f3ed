package dev.parley.notification.webhook;

import dev.parley.model.bus.Json;
import dev.parley.notification.outbound.Endpoint;
import dev.parley.notification.outbound.OutboundClient;
import dev.parley.notification.outbound.Resolver;
import dev.parley.notification.outbound.Retries;
import dev.parley.notification.webhook.WebhookQueue.Claimed;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends one batch to one webhook, once. */
final class Attempt {
    private final Resolver resolver;
    private final OutboundClient client;
    private final Duration timeout;
    private final InstantSource clock;

    Attempt(Resolver resolver, OutboundClient client, Duration timeout, InstantSource clock) {
        this.resolver = resolver;
        this.client = client;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Never fails. */
    Future<Result> send(Endpoint endpoint, Claimed claimed) {
        return resolver.addressOf(endpoint)
                .compose(address -> {
                    var body = Json.encodeBytes(claimed.batch());
                    return client.post(endpoint, address, headers(claimed, body), Buffer.buffer(body));
                })
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .map(this::result)
                .otherwise(Attempt::failed);
    }

    private Map<String, String> headers(Claimed claimed, byte[] body) {
        var signature = claimed.claim().secret().sign(clock.instant().getEpochSecond(), body);
        return Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                "Parley",
                "Parley-Delivery",
                claimed.deliveryId(),
                "Parley-Signature",
                signature);
    }

    private Result result(OutboundClient.Response response) {
        int status = response.status();
        var why = "status " + status;
        if (status >= 200 && status < 300) {
            return new Result(Outcome.TAKEN, why, null);
        }
        if (status == 410) {
            return new Result(Outcome.GONE, why, null);
        }
        if (status == 429 || status >= 500) {
            return new Result(Outcome.PASSING, why, Retries.asked(response.retryAfter(), clock.instant()));
        }
        return new Result(Outcome.REFUSED, why, null); // a redirect too: where it leads, nobody has checked
    }

    private static Result failed(Throwable cause) {
        if (cause instanceof Resolver.PrivateAddress) {
            return new Result(Outcome.REFUSED, "private address", null);
        }
        return new Result(Outcome.PASSING, phrase(cause), null);
    }

    private static String phrase(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "no answer in time";
        }
        if (cause instanceof UnknownHostException) {
            return "name not found";
        }
        return cause instanceof SSLException ? "no secure connection" : "no connection";
    }

    enum Outcome {
        TAKEN,
        /** The receiver wants no more, ever. */
        GONE,
        /** Later it may be otherwise. */
        PASSING,
        /** Doing it again would change nothing. */
        REFUSED
    }

    /**
     * @param why for people, one of a few phrases
     * @param after what the receiver asks for before the next attempt, null if it does not
     */
    record Result(Outcome outcome, String why, @Nullable Duration after) {}
}
