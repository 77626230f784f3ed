package dev.parley.gateway.realtime;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.model.metrics.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What has been written to one socket and has not left this process yet, counted in bytes: the transports' own queues
 * are unbounded. Events and answers are counted apart, since an answer's size is the client's own choice: one big page
 * of a sync must not make its reader "too slow".
 */
final class Outbox {
    /** Answers not taken yet; the operations in flight bound them too. */
    private static final int MAX_ANSWER_BYTES = 2 * 1024 * 1024;

    /**
     * What a room missed while the broker was away comes at once, more of it than the limit before the socket has had its
     * turn: that is no slow reader yet.
     */
    private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How much may come at once, in limits. */
    private static final int BURST = 4;

    private final Transport transport;
    private final int maxEventBytes;
    private final Level unsent;
    private final LongSupplier nanoTime;
    private boolean over;
    private long overSince;
    private long eventBytes;
    private long answerBytes;

    /**
     * @param maxEventBytes what a socket may owe for longer than a second
     * @param unsent what all sockets together owe
     */
    Outbox(Transport transport, int maxEventBytes, Level unsent, LongSupplier nanoTime) {
        this.transport = transport;
        this.maxEventBytes = maxEventBytes;
        this.unsent = unsent;
        this.nanoTime = nanoTime;
    }

    /** @return false if the socket has not taken what it got before: nothing is written, close it */
    boolean event(ServerFrame frame) {
        if (isTooSlow()) {
            return false;
        }
        int size = frame.utf8().length;
        eventBytes += size;
        unsent.add(size);
        transport.write(frame).onComplete(left -> {
            eventBytes -= size;
            unsent.add(-size);
        });
        return true;
    }

    private boolean isTooSlow() {
        if (eventBytes <= maxEventBytes) {
            over = false;
            return false;
        }
        long now = nanoTime.getAsLong();
        if (!over) {
            over = true;
            overSince = now;
        }
        return eventBytes > (long) BURST * maxEventBytes || now - overSince > TURN_NANOS;
    }

    /** As {@link #event}. */
    boolean answer(ServerFrame frame) {
        if (answerBytes > MAX_ANSWER_BYTES) {
            return false;
        }
        int size = frame.utf8().length;
        answerBytes += size;
        unsent.add(size);
        transport.write(frame).onComplete(left -> {
            answerBytes -= size;
            unsent.add(-size);
        });
        return true;
    }
}
