package dev.parley.model.metrics;

import java.util.concurrent.atomic.AtomicLong;

/** A number that goes up and down. Written by one context alone, so that a write costs no more than a plain one. */
public final class Level {
    private final AtomicLong value = new AtomicLong();

    Level() {}

    /** Adds {@code change}, which may be negative. */
    public void add(long change) {
        value.setRelease(value.getPlain() + change);
    }

    public void set(long now) {
        value.setRelease(now);
    }

    /** As it was a moment ago, from any thread. */
    public long get() {
        return value.getAcquire();
    }
}
