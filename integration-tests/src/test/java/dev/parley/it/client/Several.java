package dev.parley.it.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Makes many of something, some at a time. */
public final class Several {
    /** Enough to keep the server busy, few enough for its queues. */
    private static final int AT_ONCE = 24;

    private Several() {}

    /**
     * Returns when all are made, in the order of their numbers, and prints how long it took; fails as the first that failed.
     *
     * @param what for whoever reads the log, as {@code Large group: signed up}
     */
    public static <T> List<T> make(String what, int count, IntFunction<T> make) {
        var started = System.nanoTime();
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var all = IntStream.range(0, count)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> make.apply(i), threads))
                    .toList();
            var made = all.stream().map(CompletableFuture::join).toList();
            System.out.printf("%s, %d in %d ms%n", what, count, (System.nanoTime() - started) / 1_000_000);
            return made;
        } finally {
            threads.shutdownNow();
        }
    }
}
