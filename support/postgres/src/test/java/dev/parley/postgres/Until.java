package dev.parley.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again and again until the answer will do, with a deadline. */
public final class Until {
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private Until() {}

    public static <T> Future<T> until(Vertx vertx, Supplier<Future<T>> question, Predicate<T> wanted) {
        return until(vertx, question, wanted, System.nanoTime() + DEADLINE.toNanos());
    }

    private static <T> Future<T> until(Vertx vertx, Supplier<Future<T>> question, Predicate<T> wanted, long deadline) {
        return question.get().transform(asked -> {
            if (asked.succeeded() && wanted.test(asked.result())) {
                return Future.succeededFuture(asked.result());
            }
            if (System.nanoTime() > deadline) {
                return Future.failedFuture(
                        new AssertionError("the last answer was " + asked.result() + " / " + asked.cause()));
            }
            return vertx.timer(10).compose(again -> until(vertx, question, wanted, deadline));
        });
    }
}
