package dev.parley.embedded;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Waits for the first item of a publisher: the MongoDB driver at hand is the reactive one. */
final class FirstResult<T> implements Subscriber<T> {

    private final CompletableFuture<T> result = new CompletableFuture<>();

    private FirstResult() {}

    /** Throws {@link java.util.concurrent.CompletionException} with the publisher's error, or with a timeout. */
    static <T> T of(Publisher<T> publisher, Duration patience) {
        FirstResult<T> subscriber = new FirstResult<>();
        publisher.subscribe(subscriber);
        return subscriber
                .result
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(1);
    }

    @Override
    public void onNext(T item) {
        result.complete(item);
    }

    @Override
    public void onError(Throwable error) {
        result.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        result.completeExceptionally(new IllegalStateException("nothing came")); // no effect after an item
    }
}
