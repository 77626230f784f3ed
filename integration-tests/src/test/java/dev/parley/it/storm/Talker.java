package dev.parley.it.storm;

import dev.parley.it.client.Messages;
import dev.parley.it.client.TestUser;
import dev.parley.it.history.Diary;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One person who writes into one room and hears it, on a connection that has to hold. Keeps the time of everything, and
 * writes down what it sent and what was acknowledged. Owned by the swarm's thread.
 */
final class Talker {
    private static final long AGAIN_AFTER_MS = 1_000;

    private final Swarm swarm;
    private final LightSocket socket;
    private final TestUser user;
    private final String room;
    private final Diary diary;
    private final Phases phases;
    private final String padding;
    private final boolean insists;
    private final List<Long> heard = new ArrayList<>(); // seqs of messages, as they came; guarded by itself
    private volatile int open;

    /**
     * @param characters of a message
     * @param insists whether what is refused for a passing reason is sent again under its id, as the SDK does
     */
    Talker(
            Swarm swarm,
            LightSocket socket,
            TestUser user,
            String room,
            Diary diary,
            Phases phases,
            int characters,
            boolean insists) {
        this.swarm = swarm;
        this.socket = socket;
        this.user = user;
        this.room = room;
        this.diary = diary;
        this.phases = phases;
        this.padding = "x".repeat(Math.max(0, characters - 20));
        this.insists = insists;
        socket.onEvent(this::heard);
    }

    TestUser user() {
        return user;
    }

    String room() {
        return room;
    }

    /** What it does; whoever reads the room's log for it goes on in it, and closes it. */
    Diary diary() {
        return diary;
    }

    /** One message more. */
    void say() {
        open = open + 1;
        send(TestUser.newClientMessageId());
    }

    private void send(String key) {
        diary.sent(key);
        var answers = phases.now().sends();
        long since = answers.asked();
        socket.request("message.send", Messages.send(room, key, since + " " + padding))
                .onComplete(
                        reply -> {
                            var code = code(reply);
                            answers.answered(code, since);
                            answered(key, code, reply);
                        },
                        gone -> {
                            answers.answered("CLOSED", since);
                            open = open - 1;
                        });
    }

    private static String code(JsonObject reply) {
        return reply.getString("type").equals("ack")
                ? "OK"
                : reply.getJsonObject("error").getString("code");
    }

    private void answered(String key, String code, JsonObject reply) {
        if (code.equals("OK")) {
            diary.acknowledged(key, reply.getJsonObject("data").getString("messageId"));
        } else if (insists && reply.getJsonObject("error").getBoolean("retryable")) {
            swarm.later(AGAIN_AFTER_MS, () -> send(key));
            return;
        }
        open = open - 1;
    }

    private void heard(JsonObject frame) {
        if (!"message.created".equals(frame.getString("type"))) {
            return;
        }
        var event = frame.getJsonObject("data");
        synchronized (heard) {
            heard.add(event.getLong("seq"));
        }
        phases.now().delivered(System.nanoTime() - sentAt(event));
    }

    /** When a message was first sent, by {@link System#nanoTime}. */
    static long sentAt(JsonObject event) {
        var text = event.getJsonObject("data").getJsonObject("content").getString("text");
        return Long.parseLong(text.substring(0, text.indexOf(' ')));
    }

    /** The seqs of the messages that came live, in the order in which they came. */
    List<Long> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /** How many messages are neither acknowledged nor refused. */
    int open() {
        return open;
    }

    LightSocket socket() {
        return socket;
    }
}
