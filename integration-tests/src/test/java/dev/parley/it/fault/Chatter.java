package dev.parley.it.fault;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.parley.it.client.Await;
import dev.parley.it.client.Connection;
import dev.parley.it.client.Door;
import dev.parley.it.client.Inbox.Received;
import dev.parley.it.client.Messages;
import dev.parley.it.client.Reply;
import dev.parley.it.client.RoomLogs;
import dev.parley.it.client.TestUser;
import dev.parley.it.history.Diary;
import dev.parley.it.history.Diary.Change;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final Place place;
    private final Door door;
    private final String room;
    private final Diary diary;
    private final Supplier<Tally> tally;
    private final OnAcknowledged onAcknowledged;
    private final Outbox outbox = new Outbox();
    private final Changes changes = new Changes();
    private final List<String> closings = new CopyOnWriteArrayList<>();
    private volatile Connection connection;

    /** Told of each acknowledged message, once. */
    interface OnAcknowledged {
        /** @param writtenAt of {@link System#nanoTime()} */
        void acknowledged(TestUser writer, long writtenAt);
    }

    Chatter(Place place, Door door, String room, Diary diary, Supplier<Tally> tally, OnAcknowledged onAcknowledged) {
        this.place = place;
        this.door = door;
        this.room = room;
        this.diary = diary;
        this.tally = tally;
        this.onAcknowledged = onAcknowledged;
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
        boolean more = writing && !outbox.isFull();
        if (more) {
            say();
        }
        outbox.takeDue().forEach(this::send);
        if (more) {
            changes.next().ifPresent(this::change);
        }
    }

    private void hear() {
        connection.inbox().drain().forEach(this::heard);
    }

    private void heard(Received received) {
        if (!received.type().startsWith("message.") || received.type().equals("message.failed")) {
            return;
        }
        var event = received.data();
        diary.live(event);
        var message = event.getJsonObject("data");
        if (received.type().equals("message.created")
                && user().id().equals(message.getJsonObject("sender").getString("id"))) {
            changes.stored(message.getString("id"));
        }
    }

    /** Writes a message, which the next tick sends. @return its clientMessageId */
    @CanIgnoreReturnValue
    String say() {
        return outbox.write();
    }

    private void send(String key) {
        var answers = tally.get().sends();
        long since = answers.asked();
        diary.sent(key);
        connection
                .send("message.send", Messages.send(room, key, "hello " + key))
                .orTimeout(ANSWERED_WITHIN_S, TimeUnit.SECONDS)
                .whenComplete((reply, failed) -> {
                    answers.answered(code(reply, failed), since);
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
            diary.acknowledged(key, reply.data().getString("messageId"));
            outbox.remove(key).ifPresent(writtenAt -> onAcknowledged.acknowledged(user(), writtenAt));
        } else if (reply == null
                || reply.code().equals("UNAVAILABLE")
                || reply.code().equals("RATE_LIMITED")) {
            outbox.again(key);
        } else {
            var unused = outbox.remove(key); // the tally has the code, which fails the test
        }
    }

    private void change(Change change) {
        var data = new JsonObject().put("roomId", room).put("messageId", change.messageId());
        if (change.isEdit()) {
            data.put("content", Messages.content(change.text()));
        }
        diary.change(change);
        var answers = tally.get().changes();
        long since = answers.asked();
        connection
                .send(change.isEdit() ? "message.edit" : "message.delete", data)
                .orTimeout(ANSWERED_WITHIN_S, TimeUnit.SECONDS)
                .whenComplete((reply, failed) -> {
                    if (reply != null && reply.isOk()) {
                        diary.changeAcknowledged(change);
                    }
                    answers.answered(code(reply, failed), since);
                });
    }

    private void reconnect() {
        var ended = String.valueOf(connection.closed().join());
        try {
            connection = place.next().connect(door);
        } catch (CompletionException | IllegalStateException | AssertionError notThere) {
            return; // the next tick tries again
        }
        closings.add(ended);
    }

    boolean isDone() {
        return outbox.isEmpty();
    }

    /** How its connections ended, which it did not ask for. */
    List<String> closings() {
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
        log(RoomLogs.read(connection, List.of(room))).forEach(diary::read);
    }

    @Override
    public void close() {
        connection.close();
        diary.close();
    }
}
