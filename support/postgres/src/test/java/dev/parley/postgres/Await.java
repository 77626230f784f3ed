package dev.parley.postgres;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Awaits a future on a test's thread, with a deadline; a failure is thrown as it is. */
public final class Await {
    private static final int DEADLINE_SECONDS = 20;

    private Await() {}

    @CanIgnoreReturnValue
    public static <T extends @Nullable Object> T await(Future<T> future) {
        try {
            return future.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + DEADLINE_SECONDS + " s", e);
        }
    }
}
