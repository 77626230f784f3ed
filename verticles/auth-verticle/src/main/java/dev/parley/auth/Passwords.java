package dev.parley.auth;

import dev.parley.auth.AuthConfig.HashingLimits;
import dev.parley.model.failure.Failure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passwords, hashed on a small named pool of their own. When {@code threads + queue} are under way, more are refused as
 * UNAVAILABLE at once.
 *
 * <p>Owned by the verticle's context.
 */
final class Passwords {
    private static final String POOL = "parley-hashing";
    /** A hash takes tens of milliseconds; Vert.x warns of threads blocked for longer. */
    private static final long LONGEST_SECONDS = 10;

    private final WorkerExecutor pool;
    private final PasswordFunction function;
    private final int mostUnderWay;
    private int underWay;
    /** The hash of no password anyone has, checked in place of an unknown account's. */
    private final String nobody;

    private Passwords(WorkerExecutor pool, PasswordFunction function, int mostUnderWay, String nobody) {
        this.pool = pool;
        this.function = function;
        this.mostUnderWay = mostUnderWay;
        this.nobody = nobody;
    }

    static Future<Passwords> create(Vertx vertx, HashingLimits limits, PasswordFunction function) {
        var pool = vertx.createSharedWorkerExecutor(POOL, limits.threads(), LONGEST_SECONDS, TimeUnit.SECONDS);
        return pool.executeBlocking(() -> function.hash(RefreshToken.next().value()), false)
                .map(nobody -> new Passwords(pool, function, limits.threads() + limits.queue(), nobody));
    }

    Future<String> hash(String password) {
        return run(() -> function.hash(password));
    }

    /**
     * Whether the password is the one hashed. Takes the same way, and so the same time, for an unknown account.
     *
     * @param hash null for an unknown account: the answer is false
     */
    Future<Boolean> verify(String password, @Nullable String hash) {
        var known = hash != null;
        var shown = hash == null ? nobody : hash;
        return run(() -> function.verify(password, shown)).map(matches -> matches && known);
    }

    private <T> Future<T> run(Callable<T> work) {
        if (underWay >= mostUnderWay) {
            return Future.failedFuture(Failure.unavailable("Logging in").asException());
        }
        underWay++;
        return pool.executeBlocking(work, false).onComplete(done -> underWay--);
    }

    Future<Void> close() {
        return pool.close();
    }
}
