package dev.parley.it.fault;

import java.util.concurrent.TimeUnit;

/** What happens to bytes on their way through a {@link FaultProxy}, now. Thread-safe. */
final class Line {
    enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    /** No limit. */
    private static final int UNLIMITED = 0;

    private static final int SLICES_PER_SECOND = 10;

    // all guarded by this
    private boolean stalled;
    private long toServerMs;
    private long toClientMs;
    private int bytesPerSecond = UNLIMITED;
    private long changes;

    synchronized void pass() {
        stalled = false;
        toServerMs = 0;
        toClientMs = 0;
        bytesPerSecond = UNLIMITED;
        changed();
    }

    synchronized void stall() {
        stalled = true;
        changed();
    }

    synchronized void delay(long towardsServerMs, long towardsClientMs) {
        toServerMs = towardsServerMs;
        toClientMs = towardsClientMs;
        changed();
    }

    synchronized void throttle(int limit) {
        bytesPerSecond = limit;
        changed();
    }

    private void changed() {
        changes++;
        notifyAll();
    }

    /** Returns at once unless everything stands still; then when it no longer does. */
    synchronized void awaitFlow() throws InterruptedException {
        while (stalled) {
            wait();
        }
    }

    /** How much may be read in one go, at most {@code buffer}: of a throttled line no more than a slice of a second. */
    synchronized int chunk(int buffer) {
        return bytesPerSecond == UNLIMITED ? buffer : Math.max(1, Math.min(buffer, bytesPerSecond / SLICES_PER_SECOND));
    }

    /** Holds a chunk as long as it takes to get through; what is held when the line changes goes at once. */
    synchronized void hold(Direction direction, int bytes) throws InterruptedException {
        long heldSince = changes;
        long ms = direction == Direction.TO_SERVER ? toServerMs : toClientMs;
        if (bytesPerSecond != UNLIMITED) {
            ms += 1_000L * bytes / bytesPerSecond;
        }
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        for (long left = ms; left > 0 && changes == heldSince; left = millisUntil(until)) {
            wait(left);
        }
        awaitFlow();
    }

    private static long millisUntil(long nanos) {
        long left = nanos - System.nanoTime();
        return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(left) + 1;
    }
}
