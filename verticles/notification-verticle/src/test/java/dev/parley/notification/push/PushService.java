package dev.parley.notification.push;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A push service (RFC 8030) and the browsers behind it. It holds what it is sent to the RFCs: the token, the headers, and that the
 * browser can read it. It answers as each browser is told: a status, or never.
 */
public final class PushService {
    private final HttpServer server;
    private final Map<String, Device> devices = new ConcurrentHashMap<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();

    private PushService(HttpServer server) {
        this.server = server;
    }

    /** On a free port of loopback. */
    public static Future<PushService> start(Vertx vertx) {
        var server = vertx.createHttpServer();
        var service = new PushService(server);
        return server.requestHandler(service::take).listen(0, "127.0.0.1").map(service);
    }

    public Future<Void> close() {
        return server.close();
    }

    /** A new browser, which takes everything. */
    public Device subscribe() {
        var id = UUID.randomUUID().toString();
        var device = new Device(origin() + "/push/" + id, Browser.create());
        devices.put("/push/" + id, device);
        return device;
    }

    public String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** What RFCs it was that were broken; empty if all is well. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Requests that are unanswered now. */
    public int open() {
        return open.get();
    }

    /** Most requests that were unanswered at once. */
    public int mostOpen() {
        return mostOpen.get();
    }

    private void take(HttpServerRequest request) {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        request.body().onSuccess(body -> answer(request, body));
    }

    private void answer(HttpServerRequest request, Buffer body) {
        var device = devices.get(request.path());
        if (device == null) {
            end(request, 404, null);
            return;
        }
        try {
            device.took(read(request, body, device.browser));
        } catch (AssertionError broken) {
            wrong.add(String.valueOf(broken.getMessage()));
            end(request, 400, null);
            return;
        }
        if (device.silent) {
            request.response().closeHandler(given -> open.decrementAndGet());
        } else {
            var answer = device.next();
            end(request, answer.status, answer.retryAfter);
        }
    }

    private Message read(HttpServerRequest request, Buffer body, Browser browser) {
        var token = Vapid.check(String.valueOf(request.getHeader("Authorization")));
        check(token.audience().equals(origin()), "RFC 8292 section 2: aud is " + token.audience());
        check(request.method().equals(HttpMethod.POST), "RFC 8030 section 5: " + request.method());
        check("aes128gcm".equals(request.getHeader("Content-Encoding")), "RFC 8291 section 4: Content-Encoding");
        check(body.length() <= 4096, "RFC 8030 section 7.2: more than 4096 bytes");
        var topic = String.valueOf(request.getHeader("Topic"));
        check(topic.matches("[A-Za-z0-9_-]{1,32}"), "RFC 8030 section 5.4: Topic " + topic);
        var urgency = String.valueOf(request.getHeader("Urgency"));
        check(List.of("very-low", "low", "normal", "high").contains(urgency), "RFC 8030 section 5.3: " + urgency);
        var ttl = String.valueOf(request.getHeader("TTL"));
        check(ttl.matches("\\d+"), "RFC 8030 section 5.2: TTL " + ttl);
        var payload = new JsonObject(browser.read(body.getBytes()));
        return new Message(payload, topic, urgency, Integer.parseInt(ttl), token.publicKey());
    }

    private static void check(boolean right, String rule) {
        if (!right) {
            throw new AssertionError(rule);
        }
    }

    private void end(HttpServerRequest request, int status, @Nullable String retryAfter) {
        open.decrementAndGet();
        var response = request.response().setStatusCode(status);
        if (retryAfter != null) {
            response.putHeader("Retry-After", retryAfter);
        }
        response.end().onFailure(gone -> {});
    }

    private record Answer(int status, @Nullable String retryAfter) {
        private static final Answer TAKEN = new Answer(201, null);
    }

    /** @param vapidKey who sent it */
    public record Message(JsonObject payload, String topic, String urgency, int ttl, String vapidKey) {}

    /** A browser as its push service has it. */
    public static final class Device {
        private final String endpoint;
        private final Browser browser;
        private final List<Message> messages = new CopyOnWriteArrayList<>();
        private final Deque<Answer> atFirst = new ConcurrentLinkedDeque<>();
        private volatile Answer usual = Answer.TAKEN;
        private volatile boolean silent;

        private Device(String endpoint, Browser browser) {
            this.endpoint = endpoint;
            this.browser = browser;
        }

        /** What {@code PushSubscription.toJSON} gives. */
        public JsonObject subscription() {
            return new JsonObject()
                    .put("endpoint", endpoint)
                    .putNull("expirationTime")
                    .put(
                            "keys",
                            new JsonObject().put("p256dh", browser.p256dh()).put("auth", browser.auth()));
        }

        /** From now on: what it is sent is answered so, though it is noted all the same. */
        @CanIgnoreReturnValue
        public Device answers(int status) {
            this.usual = new Answer(status, null);
            this.silent = false;
            return this;
        }

        /** The next one, or one after those that this was said of before; then it takes everything again. */
        @CanIgnoreReturnValue
        public Device answersOnce(int status, @Nullable String retryAfter) {
            atFirst.add(new Answer(status, retryAfter));
            return this;
        }

        private Answer next() {
            var first = atFirst.poll();
            return first == null ? usual : first;
        }

        /** From now on: never. */
        @CanIgnoreReturnValue
        public Device keepsSilent() {
            silent = true;
            return this;
        }

        private void took(Message message) {
            messages.add(message);
        }

        /** All that it was sent, whatever was answered. */
        public List<Message> messages() {
            return List.copyOf(messages);
        }

        public List<JsonObject> payloads() {
            return messages.stream().map(Message::payload).toList();
        }
    }
}
