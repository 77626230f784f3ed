package dev.parley.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Parley;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/** Asks {@code /health/live} all the time, in the background: it answers whatever else goes on. */
final class LiveWatch implements AutoCloseable {
    private static final long SLOWEST_NANOS = 2_000_000_000L;

    private final Parley parley;
    private final CompletableFuture<Integer> asked;
    private volatile boolean over;

    LiveWatch(Parley parley) {
        this.parley = parley;
        this.asked = CompletableFuture.supplyAsync(this::ask);
    }

    private int ask() {
        int count = 0;
        while (!over) {
            var started = System.nanoTime();
            try {
                parley.anonymous().fetch("/health/live").expect(200);
            } catch (UncheckedIOException e) {
                throw new AssertionError("/health/live did not answer", e);
            }
            assertThat(System.nanoTime() - started).as("nanoseconds").isLessThan(SLOWEST_NANOS);
            count++;
        }
        return count;
    }

    /** How often it was asked; fails if one answer was wrong or late. */
    int answers() {
        over = true;
        return asked.join();
    }

    @Override
    public void close() {
        over = true;
    }
}
