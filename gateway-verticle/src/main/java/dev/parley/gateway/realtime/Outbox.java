package dev.parley.gateway.realtime;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.model.metrics.Level;

/**
 * What has been written to one socket and has not left this process yet, counted in bytes: the transports' own queues
 * are unbounded. Events and answers are counted apart, since an answer's size is the client's own choice: one big page
 * of a sync must not make its reader "too slow".
 */
final class Outbox {
    /** Answers not taken yet; the operations in flight bound them too. */
    private static final int MAX_ANSWER_BYTES = 2 * 1024 * 1024;

    private final Transport transport;
    private final int maxEventBytes;
    private final Level unsent;
    private long eventBytes;
    private long answerBytes;

    /** @param unsent what all sockets together owe */
    Outbox(Transport transport, int maxEventBytes, Level unsent) {
        this.transport = transport;
        this.maxEventBytes = maxEventBytes;
        this.unsent = unsent;
    }

    /** @return false if the socket has not taken what it got before: nothing is written, close it */
    boolean event(ServerFrame frame) {
        if (eventBytes > maxEventBytes) {
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
