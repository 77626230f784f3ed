package dev.parley.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * Sends messages as fast as they are acknowledged, each sender with some of them under way. Owned by the load
 * generator's one event loop.
 */
final class Filler implements Observer {
    private static final int UNDER_WAY_EACH = 16;
    private static final long AGAIN_MS = 200;
    private static final int SAID_EVERY = 10_000;

    private final Vertx vertx;
    private final List<Chatter> senders;
    private final String room;
    private final int messages;
    private final Promise<Void> done = Promise.promise();
    private int next;
    private int acknowledged;

    private Filler(Vertx vertx, List<Chatter> senders, String room, int messages) {
        this.vertx = vertx;
        this.senders = senders;
        this.room = room;
        this.messages = messages;
    }

    /** Complete when {@code messages} more are acknowledged. */
    static Future<Void> fill(Vertx vertx, List<Chatter> senders, String room, int messages) {
        var filler = new Filler(vertx, senders, room, messages);
        vertx.runOnContext(begun -> filler.begin());
        return filler.done.future();
    }

    private void begin() {
        senders.forEach(sender -> sender.tell(this));
        for (int i = 0; i < UNDER_WAY_EACH * senders.size(); i++) {
            sendNext();
        }
    }

    private void sendNext() {
        if (next < messages) {
            send(next);
            next++;
        }
    }

    private void send(int number) {
        senders.get(number % senders.size()).send(number, room);
    }

    @Override
    public void acknowledged(int number) {
        acknowledged++;
        if (acknowledged % SAID_EVERY == 0) {
            System.out.printf("  %,d of %,d…%n", acknowledged, messages);
        }
        if (acknowledged == messages) {
            done.complete();
        }
        sendNext();
    }

    /** Under too much load, for a while: once more. */
    @Override
    public void refused(int number, String code) {
        vertx.setTimer(AGAIN_MS, again -> send(number));
    }

    @Override
    public void closed(String code) {
        done.tryFail("a sender's connection was closed with " + code);
    }
}
