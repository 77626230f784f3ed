package dev.parley.it.load;

import dev.parley.it.client.Await;
import dev.parley.it.client.Connection;
import dev.parley.it.client.Door;
import dev.parley.it.client.Inbox;
import dev.parley.it.client.Parley;
import dev.parley.it.client.Reply;
import dev.parley.it.client.TestUser;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One person with one device, sending as a good client does: everything keeps its clientMessageId and is sent again, over
 * a new connection if need be, until it is acknowledged.
 */
final class Sender implements AutoCloseable {
    /** Sent and not yet answered at most. */
    private static final int WINDOW = 25;

    private static final Duration RECONNECT_WITHIN = Duration.ofSeconds(90);
    private static final int ROUNDS = 50;

    private final Parley parley;
    private final TestUser user;
    private final Door door;
    private final List<Inbox> inboxes = new ArrayList<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final List<String> disagreements = new ArrayList<>(); // guarded by itself
    private final AtomicInteger reconnects = new AtomicInteger();
    private Connection connection;

    Sender(Parley parley, TestUser user, Door door) {
        this.parley = parley;
        this.user = user;
        this.door = door;
        this.connection = user.connect(door);
        inboxes.add(connection.inbox());
    }

    /** Sends all, each {@code copies} times, and returns when every one is acknowledged. */
    void sendAll(List<JsonObject> messages, int copies, Runnable onAck) {
        List<JsonObject> open = messages;
        for (int round = 0; !open.isEmpty(); round++) {
            if (round == ROUNDS) {
                throw new AssertionError(user.username() + " could not send " + open.size() + " messages");
            }
            if (!connection.isOpen()) {
                reconnect();
            }
            sendOnce(open, copies, onAck);
            open = open.stream()
                    .filter(message -> !acknowledged.containsKey(clientMessageId(message)))
                    .toList();
        }
    }

    private void sendOnce(List<JsonObject> messages, int copies, Runnable onAck) {
        var window = new Semaphore(WINDOW);
        var replies = new ArrayList<CompletableFuture<Void>>();
        var current = connection;
        for (var message : messages) {
            for (int copy = 0; copy < copies && current.isOpen(); copy++) {
                window.acquireUninterruptibly();
                replies.add(current.send("message.send", message)
                        .orTimeout(30, TimeUnit.SECONDS)
                        .handle((reply, closed) -> {
                            window.release();
                            note(message, reply, onAck);
                            return null;
                        }));
            }
        }
        replies.forEach(CompletableFuture::join);
    }

    /** Two acks of one clientMessageId must name one message. */
    private void note(JsonObject message, @Nullable Reply reply, Runnable onAck) {
        if (reply == null || !reply.isOk()) {
            return; // is sent again
        }
        var messageId = reply.data().getString("messageId");
        var before = acknowledged.put(clientMessageId(message), messageId);
        if (before == null) {
            onAck.run();
        } else if (!before.equals(messageId)) {
            synchronized (disagreements) {
                disagreements.add(before + " and " + messageId);
            }
        }
    }

    private void reconnect() {
        Await.until(user.username() + " is back", RECONNECT_WITHIN, this::tryToReconnect);
        reconnects.incrementAndGet();
    }

    private boolean tryToReconnect() {
        try {
            connection = user.connect(door);
            inboxes.add(connection.inbox());
            return true;
        } catch (CompletionException | AssertionError | IllegalStateException e) {
            return false;
        }
    }

    /** clientMessageId → messageId of everything acknowledged. */
    Map<String, String> acknowledged() {
        return acknowledged;
    }

    List<String> disagreements() {
        synchronized (disagreements) {
            return List.copyOf(disagreements);
        }
    }

    int reconnects() {
        return reconnects.get();
    }

    TestUser user() {
        return user;
    }

    /** What came live over each connection, in the order it came. */
    List<Inbox> inboxes() {
        return inboxes;
    }

    /** A connection that works, made anew if the last one broke. */
    Connection connection() {
        if (!connection.isOpen()) {
            reconnect();
        }
        return connection;
    }

    @Override
    public void close() {
        connection.close();
    }

    static String clientMessageId(JsonObject message) {
        return message.getString("clientMessageId");
    }
}
