package dev.parley.it.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Makes many of something, some at a time, and says how far it has come. */
public final class Several {
    /** Enough to keep the server busy, few enough for its queues. */
    private static final int AT_ONCE = 24;

    private static final int SAID_OF = 4;

    private Several() {}

    /**
     * Returns when all are made; fails as the first that failed.
     *
     * @param what for whoever reads the log, as {@code Large group: signed up}
     */
    public static <T> List<T> make(String what, int count, IntFunction<T> make) {
        var started = System.nanoTime();
        var made = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var all = IntStream.range(0, count)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> make.apply(i), threads)
                            .whenComplete((one, failed) -> {
                                if (made.incrementAndGet() % Math.max(1, count / SAID_OF) == 0) {
                                    System.out.printf("%s, %d so far%n", what, made.get());
                                }
                            }))
                    .toList();
            var results = new ArrayList<T>(count);
            all.forEach(one -> results.add(one.join()));
            System.out.printf(
                    "%s, %d in %d ms%n",
                    what, count, Duration.ofNanos(System.nanoTime() - started).toMillis());
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
