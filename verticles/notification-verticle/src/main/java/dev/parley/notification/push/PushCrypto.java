package dev.parley.notification.push;

import com.interaso.webpush.WebPush;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Encrypts what is pushed (RFC 8291) and says who pushes it (RFC 8292), on threads of its own: a message takes some
 * milliseconds.
 *
 * <p>Owned by the context that made it.
 */
final class PushCrypto {
    private static final String POOL = "parley-push-crypto";
    private static final int THREADS = 2;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** RFC 8292 section 2 allows a day. One is used for half its life. */
    private static final Duration TOKEN_LIFE = Duration.ofHours(12);

    /** Push services there are a handful of, but endpoints are what clients say. */
    private static final int MAX_TOKENS = 1_000;

    private final WebPush webPush;
    private final String publicKey;
    private final LongSupplier nowMs;
    private final WorkerExecutor threads;
    private final Map<String, Token> tokens = new LinkedHashMap<>(); // the oldest first

    /** @param nowMs a clock that never goes back, milliseconds */
    PushCrypto(Vertx vertx, VapidKey key, String subject, LongSupplier nowMs) {
        this.webPush = new WebPush(subject, key.keys());
        this.publicKey = key.publicKey();
        this.nowMs = nowMs;
        this.threads = vertx.createSharedWorkerExecutor(POOL, THREADS, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @return the body of the request; fails if the keys are none */
    Future<Buffer> encrypt(byte[] payload, DeviceKeys keys) {
        return threads.executeBlocking(
                () -> Buffer.buffer(webPush.getBody(payload, keys.point(), keys.secret())), false);
    }

    /** @param service see {@link dev.parley.notification.outbound.Endpoint#service}. @return the header {@code Authorization} for it */
    Future<String> authorization(String service) {
        var known = tokens.get(service);
        if (known != null && nowMs.getAsLong() < known.renewAt) {
            return Future.succeededFuture(known.header);
        }
        return threads.executeBlocking(() -> sign(service), false).onSuccess(header -> remember(service, header));
    }

    private String sign(String service) {
        return "vapid t=" + webPush.getToken(service, (int) TOKEN_LIFE.toSeconds()) + ", k=" + publicKey;
    }

    private void remember(String service, String header) {
        tokens.remove(service);
        tokens.put(service, new Token(header, nowMs.getAsLong() + TOKEN_LIFE.toMillis() / 2));
        if (tokens.size() > MAX_TOKENS) {
            tokens.remove(tokens.keySet().iterator().next());
        }
    }

    private record Token(String header, long renewAt) {}
}
