package dev.parley.it.fault;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.it.client.Await;
import dev.parley.it.client.Connection;
import dev.parley.it.client.Door;
import dev.parley.it.client.Inbox.Received;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Reply;
import dev.parley.it.client.TestUser;
import dev.parley.it.history.Journal;
import dev.parley.it.load.RoomLogs;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One person in one room who writes, edits and deletes, and writes down all of it. What is not acknowledged is sent again
 * under its id, as the SDK does; a change is made once.
 */
final class Chatter implements AutoCloseable {
    /** Beyond what anything may take to be answered; nothing here asserts less. */
    private static final int ANSWERED_WITHIN_S = 30;

    private static final long AGAIN_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Who sees that nothing gets through writes no more: their messages are all sent again each time. */
    private static final int MAX_PENDING = 16;

    private static final int CHANGE_EVERY = 8;
    private static final long IN_FLIGHT = Long.MAX_VALUE;

    private final Place place;
    private final Door door;
    private final String room;
    private final Journal journal;
    private final Supplier<Tally> tally;
    private final Heard heard;

    // all guarded by this
    private final Map<String, Pending> pending = new LinkedHashMap<>(); // by clientMessageId
    private final Deque<String> own = new ArrayDeque<>(); // messages that may be changed
    private final List<String> closings = new ArrayList<>();
    private int sent;
    private int changes;

    private volatile Connection connection;

    /** Told of each acknowledged message, once. */
    interface Heard {
        /** @param writtenAt of {@link System#nanoTime()} */
        void heard(TestUser writer, long writtenAt);
    }

    /** @param dueAt 0 for at once */
    private record Pending(long writtenAt, long dueAt) {
        Pending due(long at) {
            return new Pending(writtenAt, at);
        }
    }

    Chatter(Place place, Door door, String room, Journal journal, Supplier<Tally> tally, Heard heard) {
        this.place = place;
        this.door = door;
        this.room = room;
        this.journal = journal;
        this.tally = tally;
        this.heard = heard;
        this.connection = place.user().connect(door);
    }

    TestUser user() {
        return place.user();
    }

    String room() {
        return room;
    }

    /**
     * Hears what has come; writes one more message if {@code writing}, unless nothing gets through; sends again what is due.
     * A few times a second.
     */
    void tick(boolean writing) {
        hear();
        if (!connection.isOpen()) {
            reconnect();
            return;
        }
        boolean more = writing && !isFull();
        if (more) {
            say();
        }
        due().forEach(this::send);
        if (more) {
            change();
        }
    }

    private synchronized boolean isFull() {
        return pending.size() >= MAX_PENDING;
    }

    private void hear() {
        connection.inbox().drain().forEach(this::heard);
    }

    private void heard(Received received) {
        if (!received.type().startsWith("message.") || received.type().equals("message.failed")) {
            return;
        }
        var event = received.data();
        write("live", event);
        var message = event.getJsonObject("data");
        if (received.type().equals("message.created")
                && user().id().equals(message.getJsonObject("sender").getString("id"))) {
            synchronized (this) {
                own.add(message.getString("id"));
            }
        }
    }

    private void write(String what, JsonObject event) {
        var type = event.getString("type");
        var data = event.getJsonObject("data", new JsonObject());
        var place = new ArrayList<Object>(
                List.of("by", user().id(), "room", event.getString("roomId"), "seq", event.getLong("seq")));
        switch (type) {
            case "message.created" -> {
                place.addAll(List.of("kind", "created", "id", data.getString("id")));
                if (what.equals("read")) {
                    place.addAll(List.of("author", data.getJsonObject("sender").getString("id")));
                    place.addAll(List.of("key", data.getString("clientMessageId")));
                }
            }
            case "message.edited" ->
                place.addAll(List.of(
                        "kind",
                        "edited",
                        "id",
                        data.getString("messageId"),
                        "text",
                        data.getJsonObject("content").getString("text")));
            case "message.deleted" ->
                place.addAll(List.of("kind", "deleted", "id", data.getString("messageId"), "text", ""));
            default -> place.addAll(List.of("kind", type));
        }
        journal.write(what, place.toArray());
    }

    /** @return the message's own id */
    @CanIgnoreReturnValue
    synchronized String say() {
        var id = TestUser.newClientMessageId();
        sent++;
        pending.put(id, new Pending(System.nanoTime(), 0));
        return id;
    }

    private synchronized List<String> due() {
        long now = System.nanoTime();
        var due = new ArrayList<String>();
        pending.replaceAll((id, message) -> {
            long at = message.dueAt;
            if (at == IN_FLIGHT || (at != 0 && now - at < 0)) {
                return message;
            }
            due.add(id);
            return message.due(IN_FLIGHT);
        });
        return due;
    }

    private void send(String key) {
        var asked = tally.get().sends();
        long since = asked.asked();
        journal.write("sent", "by", user().id(), "room", room, "key", key);
        connection
                .send("message.send", Messages.send(room, key, "hello " + key))
                .orTimeout(ANSWERED_WITHIN_S, TimeUnit.SECONDS)
                .whenComplete((reply, failed) -> {
                    asked.answered(code(reply, failed), since);
                    answered(key, reply);
                });
    }

    private static String code(@Nullable Reply reply, @Nullable Throwable failed) {
        if (reply != null) {
            return reply.code();
        }
        return failed instanceof TimeoutException ? "NO ANSWER" : "CLOSED";
    }

    private void answered(String key, @Nullable Reply reply) {
        if (reply != null && reply.isOk()) {
            var id = reply.data().getString("messageId");
            journal.write("acked", "by", user().id(), "room", room, "key", key, "id", id);
            var message = done(key);
            if (message != null) {
                heard.heard(user(), message.writtenAt);
            }
        } else if (reply == null
                || reply.code().equals("UNAVAILABLE")
                || reply.code().equals("RATE_LIMITED")) {
            again(key);
        } else {
            var unused = done(key); // the tally has the code, which fails the test
        }
    }

    /** @return null if it was done before */
    private synchronized @Nullable Pending done(String key) {
        return pending.remove(key);
    }

    private synchronized void again(String key) {
        pending.computeIfPresent(key, (id, message) -> message.due(System.nanoTime() + AGAIN_AFTER_NANOS));
    }

    /** Now and then edits, or deletes, a message of one's own: each once, and none both. */
    private void change() {
        String id;
        boolean edit;
        synchronized (this) {
            if (sent % CHANGE_EVERY != 0 || own.isEmpty()) {
                return;
            }
            id = own.removeLast();
            edit = changes++ % 2 == 0;
        }
        var kind = edit ? "edited" : "deleted";
        var text = edit ? "edited " + id : "";
        var data = new JsonObject().put("roomId", room).put("messageId", id);
        if (edit) {
            data.put("content", Messages.content(text));
        }
        var line = new Object[] {"by", user().id(), "room", room, "kind", kind, "id", id, "text", text};
        journal.write("change", line);
        var asked = tally.get().changes();
        long since = asked.asked();
        connection
                .send(edit ? "message.edit" : "message.delete", data)
                .orTimeout(ANSWERED_WITHIN_S, TimeUnit.SECONDS)
                .whenComplete((reply, failed) -> {
                    if (reply != null && reply.isOk()) {
                        journal.write("changed", line);
                    }
                    asked.answered(code(reply, failed), since);
                });
    }

    private void reconnect() {
        var ended = String.valueOf(connection.closed().join());
        try {
            connection = place.next().connect(door);
        } catch (CompletionException | IllegalStateException | AssertionError notThere) {
            return; // the next tick tries again
        }
        synchronized (this) {
            closings.add(ended);
        }
    }

    synchronized boolean isDone() {
        return pending.isEmpty();
    }

    /** How its connections ended, which it did not ask for. */
    synchronized List<String> closings() {
        return List.copyOf(closings);
    }

    /** Reads the room's log until this message of its own is in it. */
    void awaitInLog(String key, Duration within) {
        var log = RoomLogs.empty(List.of(room));
        Await.until("the last word is stored", within, () -> {
            int known = log(log).size();
            RoomLogs.catchUp(connection, log);
            return log(log).stream()
                    .skip(known)
                    .anyMatch(event -> key.equals(
                            event.getJsonObject("data", new JsonObject()).getString("clientMessageId")));
        });
    }

    private List<JsonObject> log(Map<String, List<JsonObject>> logs) {
        return Objects.requireNonNull(logs.get(room));
    }

    /** Writes down the whole of the room's log. */
    void writeLog() {
        hear();
        log(RoomLogs.read(connection, List.of(room))).forEach(event -> write("read", event));
    }

    @Override
    public void close() {
        connection.close();
        journal.close();
    }
}
