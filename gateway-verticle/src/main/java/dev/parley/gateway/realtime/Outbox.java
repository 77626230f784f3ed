package dev.parley.gateway.realtime;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.model.metrics.Level;
import java.time.Duration;

/**
 * What has been written to one socket and has not left this process yet, counted in bytes: the transports' own queues
 * are unbounded. Events and answers are counted apart, since an answer's size is the client's own choice: one big page
 * of a sync must not make its reader "too slow".
 *
 * <p>Nor must what was held up elsewhere and comes all at once: nobody reads it while it is being written. Who owes more
 * than the limit has {@link #PATIENCE} to take some of it, and may owe {@value #BURST} times as much meanwhile.
 */
final class Outbox {
    /** Answers not taken yet; the operations in flight bound them too. */
    private static final int MAX_ANSWER_BYTES = 2 * 1024 * 1024;

    private static final int BURST = 4;

    /** Longer than an event loop or a reader is busy with something else. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Does something after {@link #PATIENCE}: a timer, which waits too while the event loop does something else. */
    interface Later {
        void run(Duration after, Runnable what);
    }

    private final Transport transport;
    private final long maxEventBytes;
    private final Level unsent;
    private final Later later;
    private final Runnable stuck;
    private long eventBytes;
    private long answerBytes;
    private long taken;
    private boolean watched;

    /**
     * @param unsent what all sockets together owe
     * @param stuck told when the socket, after {@link #PATIENCE}, has taken nothing of what is more than the limit
     */
    Outbox(Transport transport, int maxEventBytes, Level unsent, Later later, Runnable stuck) {
        this.transport = transport;
        this.maxEventBytes = maxEventBytes;
        this.unsent = unsent;
        this.later = later;
        this.stuck = stuck;
    }

    /** @return false if the socket has not taken what it got before: nothing is written, close it */
    boolean event(ServerFrame frame) {
        if (eventBytes > BURST * maxEventBytes) {
            return false;
        }
        int size = frame.utf8().length;
        eventBytes += size;
        unsent.add(size);
        transport.write(frame).onComplete(left -> {
            eventBytes -= size;
            taken += size;
            unsent.add(-size);
        });
        watch();
        return true;
    }

    private void watch() {
        if (watched || eventBytes <= maxEventBytes) {
            return;
        }
        watched = true;
        long before = taken;
        later.run(PATIENCE, () -> {
            watched = false;
            if (eventBytes > maxEventBytes && taken == before) {
                stuck.run();
            } else {
                watch();
            }
        });
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
            taken += size;
            unsent.add(-size);
        });
        return true;
    }
}
