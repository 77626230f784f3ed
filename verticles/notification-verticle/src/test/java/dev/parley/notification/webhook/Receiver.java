package dev.parley.notification.webhook;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Bots' servers, as they may be written from the documentation alone: they hold what they are sent to it (the headers, the
 * signature, the size and order of a batch, one request at a time) and answer as each is told: a status, or never.
 */
public final class Receiver {
    private final HttpServer server;
    private final Map<String, Hook> hooks = new ConcurrentHashMap<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();

    private Receiver(HttpServer server) {
        this.server = server;
    }

    /** On a free port of loopback. */
    public static Future<Receiver> start(Vertx vertx) {
        var server = vertx.createHttpServer();
        var receiver = new Receiver(server);
        return server.requestHandler(receiver::take).listen(0, "127.0.0.1").map(receiver);
    }

    /** Of a new bot, which takes everything. */
    public Hook hook() {
        var path = "/hook/" + UUID.randomUUID();
        var hook = new Hook("http://127.0.0.1:" + server.actualPort() + path);
        hooks.put(path, hook);
        return hook;
    }

    /** What was promised and not kept; empty if all is well. */
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
        var hook = hooks.get(request.path());
        if (hook == null) {
            wrong.add("called where nobody is: " + request.path());
            end(request, new Answer(404, null));
            return;
        }
        try {
            check(hook.open.incrementAndGet() == 1, "more than one request at a time");
            hook.took(read(request, body, hook.secret));
        } catch (AssertionError broken) {
            wrong.add(String.valueOf(broken.getMessage()));
        }
        if (hook.silent) {
            request.response().closeHandler(given -> closed(hook));
            return;
        }
        var answer = hook.next();
        hook.open.decrementAndGet(); // before the answer: the next request may be here before this returns
        end(request, answer);
    }

    private void closed(Hook hook) {
        hook.open.decrementAndGet();
        open.decrementAndGet();
    }

    private void end(HttpServerRequest request, Answer answer) {
        open.decrementAndGet();
        var response = request.response().setStatusCode(answer.status);
        if (answer.retryAfter != null) {
            response.putHeader("Retry-After", answer.retryAfter);
        }
        if (answer.status / 100 == 3) {
            response.putHeader("Location", "/elsewhere");
        }
        response.end().onFailure(gone -> {});
    }

    private static Received read(HttpServerRequest request, Buffer body, String secret) {
        check(request.method().equals(HttpMethod.POST), "method " + request.method());
        check("application/json".equals(request.getHeader("Content-Type")), "Content-Type");
        check("Parley".equals(request.getHeader("User-Agent")), "User-Agent");
        var delivery = String.valueOf(request.getHeader("Parley-Delivery"));
        check(delivery.matches("[A-Za-z0-9-]{1,64}"), "Parley-Delivery " + delivery);
        var signature = String.valueOf(request.getHeader("Parley-Signature"));
        check(signature.matches("t=[0-9]+,v1=[0-9a-f]{64}"), "Parley-Signature " + signature);
        var time = signature.substring("t=".length(), signature.indexOf(','));
        check(signature.endsWith("v1=" + hmac(secret, time + "." + body)), "signed with another secret");
        var entries = entries(body.toJsonObject());
        check(!entries.isEmpty() && entries.size() <= 100, entries.size() + " notifications");
        for (int i = 1; i < entries.size(); i++) {
            check(position(entries.get(i - 1)).compareTo(position(entries.get(i))) < 0, "not in the list's order");
        }
        return new Received(delivery, entries);
    }

    private static List<JsonObject> entries(JsonObject body) {
        return body.getJsonArray("notifications", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static String position(JsonObject entry) {
        return entry.getString("createdAt") + " " + entry.getString("id");
    }

    private static String hmac(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var hex = new StringBuilder();
            for (byte one : mac.doFinal(text.getBytes(StandardCharsets.UTF_8))) {
                hex.append(String.format("%02x", one));
            }
            return hex.toString();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(boolean right, String promise) {
        if (!right) {
            throw new AssertionError(promise);
        }
    }

    private record Answer(int status, @Nullable String retryAfter) {
        private static final Answer TAKEN = new Answer(204, null);
    }

    /** A request, whatever was answered. */
    public record Received(String delivery, List<JsonObject> notifications) {
        public List<String> ids() {
            return notifications.stream().map(one -> one.getString("id")).toList();
        }
    }

    /** One bot's. */
    public static final class Hook {
        private final String url;
        private final List<Received> requests = new CopyOnWriteArrayList<>();
        private final Deque<Answer> atFirst = new ConcurrentLinkedDeque<>();
        private final AtomicInteger open = new AtomicInteger();
        private volatile String secret = "not told yet";
        private volatile Answer usual = Answer.TAKEN;
        private volatile boolean silent;

        private Hook(String url) {
            this.url = url;
        }

        public String url() {
            return url;
        }

        /** As the server has told it. */
        public void knows(String newSecret) {
            this.secret = newSecret;
        }

        /** From now on: what it is sent is answered so, though it is noted all the same. */
        @CanIgnoreReturnValue
        public Hook answers(int status) {
            this.usual = new Answer(status, null);
            this.silent = false;
            return this;
        }

        /** The next one, or one after those that this was said of before; then as ever. */
        @CanIgnoreReturnValue
        public Hook answersOnce(int status, @Nullable String retryAfter) {
            atFirst.add(new Answer(status, retryAfter));
            return this;
        }

        /** From now on: never. */
        @CanIgnoreReturnValue
        public Hook keepsSilent() {
            silent = true;
            return this;
        }

        private Answer next() {
            var first = atFirst.poll();
            return first == null ? usual : first;
        }

        private void took(Received received) {
            var before = requests.stream()
                    .filter(one -> one.delivery.equals(received.delivery))
                    .findFirst();
            requests.add(received);
            check(
                    before.isEmpty() || before.get().ids().equals(received.ids()),
                    "another batch under the same Parley-Delivery");
        }

        /** All requests, in the order in which they came. */
        public List<Received> requests() {
            return List.copyOf(requests);
        }

        /** What it has been sent, each once, in the order in which it came first: as one has it who knows them by their ids. */
        public List<JsonObject> notifications() {
            var known = new LinkedHashMap<String, JsonObject>();
            requests.forEach(
                    request -> request.notifications.forEach(one -> known.putIfAbsent(one.getString("id"), one)));
            return new ArrayList<>(known.values());
        }
    }
}
