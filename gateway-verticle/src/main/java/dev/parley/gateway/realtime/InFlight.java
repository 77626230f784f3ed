package dev.parley.gateway.realtime;

import io.vertx.core.Future;

/** The operations of one connection that are not answered yet. */
final class InFlight {
    /** When to try again: most operations are answered by then. */
    static final long RETRY_MS = 100;

    private final int max;
    private int count;

    InFlight(int max) {
        this.max = max;
    }

    boolean isFull() {
        return count >= max;
    }

    /** Counts the operation until {@code answer} is complete. */
    <T> Future<T> until(Future<T> answer) {
        count++;
        return answer.onComplete(done -> count--);
    }
}
