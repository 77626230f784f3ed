package dev.parley.benchmark;

import io.vertx.core.Vertx;

/** Tells the server what has arrived, as the JavaScript client does: the furthest after a short while. */
final class Receipting implements Observer {
    /** As in {@code clients/js/receipts.js}. */
    private static final long GATHER_MS = 150;

    private final Vertx vertx;
    private final Chatter chatter;
    private final String room;
    private final Observer observer;
    private long furthest;
    private boolean waiting;

    /** @param observer is told of everything */
    Receipting(Vertx vertx, Chatter chatter, String room, Observer observer) {
        this.vertx = vertx;
        this.chatter = chatter;
        this.room = room;
        this.observer = observer;
    }

    @Override
    public void delivered(int number, long seq) {
        observer.delivered(number, seq);
        furthest = Math.max(furthest, seq);
        if (!waiting) {
            waiting = true;
            vertx.setTimer(GATHER_MS, gathered -> {
                waiting = false;
                chatter.received(room, furthest);
            });
        }
    }

    @Override
    public void sent(int number) {
        observer.sent(number);
    }

    @Override
    public void acknowledged(int number) {
        observer.acknowledged(number);
    }

    @Override
    public void refused(int number, String code) {
        observer.refused(number, code);
    }

    @Override
    public void receiptRefused(String code) {
        observer.receiptRefused(code);
    }

    @Override
    public void closed(String code) {
        observer.closed(code);
    }
}
