package dev.parley.it.cluster;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.it.client.Connection;
import dev.parley.it.client.Door;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Reply;
import dev.parley.it.client.TestUser;
import dev.parley.it.measure.Latencies;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One person with one device who behaves as the SDK does: keeps what is not acknowledged and sends it again under its id,
 * and goes to the next gateway when a connection ends.
 */
final class Roamer implements AutoCloseable {
    /** What a reply must come within, before the message is sent again. */
    private static final long ANSWERED_WITHIN_NANOS = 5_000_000_000L;

    private record Pending(JsonObject data, long createdAt, long sentAt) {}

    private final int number;
    private final String room;
    private final List<TestUser> atGateways;
    private final Door door;
    private final Executor connecting;
    private final Latencies acks;
    private final Latencies absences;
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    // all guarded by this
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();
    private @Nullable Connection connection;
    private int gateway;
    private boolean reconnecting;
    private boolean ended;
    private int reconnects;
    private long lostAt;
    private int sent;

    /**
     * @param atGateways the same user at each gateway
     * @param acks told how long each message took to be acknowledged
     * @param absences told how long after each loss of a connection the first message came again
     */
    Roamer(
            int number,
            String room,
            List<TestUser> atGateways,
            Executor connecting,
            Latencies acks,
            Latencies absences) {
        this.number = number;
        this.room = room;
        this.atGateways = List.copyOf(atGateways);
        this.door = Door.values()[number % Door.values().length];
        this.connecting = connecting;
        this.acks = acks;
        this.absences = absences;
        this.gateway = number % atGateways.size();
        this.connection = atGateways.get(gateway).connect(door);
    }

    /** Writes one more message, if {@code writing}, and sends again what wants it. Called a few times a second. */
    void tick(boolean writing) {
        // Sent outside the lock: the socket's own is held while a reply comes, which wants this one.
        var connected = connection();
        if (connected != null) {
            due(connected, writing).forEach((clientMessageId, message) -> send(connected, clientMessageId, message));
        } else {
            due(null, writing);
        }
    }

    private synchronized @Nullable Connection connection() {
        return connection != null && connection.isOpen() ? connection : null;
    }

    /** What is to be sent now; nothing without a connection, which is looked for then. */
    @CanIgnoreReturnValue
    private synchronized Map<String, Pending> due(@Nullable Connection current, boolean writing) {
        long now = System.nanoTime();
        if (writing) {
            var data = Messages.send(room, number + "/" + sent++);
            pending.put(data.getString("clientMessageId"), new Pending(data, now, 0));
        }
        if (current == null) {
            lost(now);
            return Map.of();
        }
        heard(current, now);
        var due = new LinkedHashMap<String, Pending>();
        pending.replaceAll((id, message) -> {
            if (message.sentAt != 0 && now - message.sentAt <= ANSWERED_WITHIN_NANOS) {
                return message;
            }
            var again = new Pending(message.data, message.createdAt, now);
            due.put(id, again);
            return again;
        });
        return due;
    }

    private void heard(Connection current, long now) {
        boolean delivered =
                current.inbox().drain().stream().anyMatch(event -> event.type().equals("message.created"));
        if (delivered && lostAt != 0) {
            absences.add(now - lostAt);
            lostAt = 0;
        }
    }

    private void send(Connection current, String clientMessageId, Pending message) {
        current.send("message.send", message.data).whenComplete((reply, closed) -> {
            if (reply != null) {
                answered(clientMessageId, message, reply);
            } else {
                sendAgain(clientMessageId);
            }
        });
    }

    private synchronized void answered(String clientMessageId, Pending message, Reply reply) {
        var error = reply.error();
        if (error == null) {
            acknowledged.put(clientMessageId, reply.data().getString("messageId"));
            acks.add(System.nanoTime() - message.createdAt);
            pending.remove(clientMessageId);
        } else if (isRetryable(reply.code())) {
            sendAgain(clientMessageId);
        } else {
            refused.add(clientMessageId + ": " + error.encode());
            pending.remove(clientMessageId);
        }
    }

    /** The bridge's errors carry the code alone. */
    private static boolean isRetryable(String code) {
        return code.equals("UNAVAILABLE") || code.equals("RATE_LIMITED");
    }

    private synchronized void sendAgain(String clientMessageId) {
        pending.computeIfPresent(clientMessageId, (id, message) -> new Pending(message.data, message.createdAt, 0));
    }

    private void lost(long now) {
        if (lostAt == 0) {
            lostAt = now;
        }
        if (!reconnecting && !ended) {
            reconnecting = true;
            gateway = (gateway + 1) % atGateways.size();
            var next = atGateways.get(gateway);
            connecting.execute(() -> reconnect(next));
        }
    }

    private void reconnect(TestUser user) {
        Connection made = null;
        try {
            made = user.connect(door);
        } catch (CompletionException | IllegalStateException | AssertionError notThere) {
            // the next tick tries the next gateway
        }
        if (!take(made) && made != null) {
            made.close();
        }
    }

    /** @return false if nobody wants it any more */
    private synchronized boolean take(@Nullable Connection made) {
        reconnecting = false;
        if (made == null || ended) {
            return false;
        }
        reconnects++;
        connection = made;
        return true;
    }

    /** clientMessageId → messageId. */
    Map<String, String> acknowledged() {
        return acknowledged;
    }

    synchronized int unacknowledgedCount() {
        return pending.size();
    }

    /** What was refused for good. */
    synchronized List<String> refused() {
        return new ArrayList<>(refused);
    }

    synchronized int reconnects() {
        return reconnects;
    }

    TestUser user() {
        return atGateways.get(0);
    }

    @Override
    public void close() {
        var last = end();
        if (last != null) {
            last.close();
        }
    }

    private synchronized @Nullable Connection end() {
        ended = true;
        return connection;
    }
}
