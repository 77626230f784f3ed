package dev.parley.it.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for a condition or a future, always with a deadline. */
public final class Await {
    /** Far beyond what anything here takes on an idle machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

    private Await() {}

    /** Returns as soon as {@code condition} holds; fails when it does not in time. */
    public static void until(String what, Duration within, BooleanSupplier condition) {
        var deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + within + ": " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    public static void until(String what, BooleanSupplier condition) {
        until(what, PATIENCE, condition);
    }

    /** Lets time pass: for where the length of something is what it is about, never for what something may take. */
    public static void passes(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        until("time passes", length.plusSeconds(10), () -> System.nanoTime() - end >= 0);
    }

    public static <T> T result(String what, Duration within, CompletableFuture<T> future) {
        try {
            return future.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not within " + within + ": " + what, e);
        } catch (ExecutionException e) {
            throw new AssertionError(what + " failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public static <T> T result(String what, CompletableFuture<T> future) {
        return result(what, PATIENCE, future);
    }
}
