package dev.parley.presence;

import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for a Future, a refusal or a condition, each with a deadline. */
final class Await {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private Await() {}

    static <T> T result(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("not complete after " + DEADLINE, e);
        }
    }

    static void done(Future<?> future) {
        var ignored = result(future);
    }

    static FailureCode refusal(Future<?> future) {
        return result(future.map(done -> {
                    throw new AssertionError("not refused: " + done);
                })
                .transform(done -> done.cause() instanceof FailureException refused
                        ? Future.succeededFuture(refused.failure().code())
                        : Future.failedFuture(done.cause())));
    }

    /** Runs {@code call} on {@code context}, as its owner. */
    static <T> Future<T> on(Context context, Supplier<Future<T>> call) {
        var promise = Promise.<T>promise();
        context.runOnContext(run -> call.get().onComplete(promise));
        return promise.future();
    }

    /** Asks again and again until the answer is {@code wanted}. */
    static <T> Future<T> until(Vertx vertx, T wanted, Supplier<Future<T>> question) {
        return until(vertx, wanted, question, System.nanoTime() + DEADLINE.toNanos());
    }

    private static <T> Future<T> until(Vertx vertx, T wanted, Supplier<Future<T>> question, long deadline) {
        return question.get().transform(asked -> {
            if (asked.succeeded() && wanted.equals(asked.result())) {
                return Future.succeededFuture(wanted);
            }
            if (System.nanoTime() > deadline) {
                return Future.failedFuture(
                        "wanted " + wanted + ", the last answer was " + asked.result() + " / " + asked.cause());
            }
            return vertx.timer(5).compose(again -> until(vertx, wanted, question, deadline));
        });
    }
}
