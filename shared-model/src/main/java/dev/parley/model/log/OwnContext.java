package dev.parley.model.log;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;

/** For one answer that several requests wait for. */
public final class OwnContext {
    private OwnContext() {}

    /**
     * As {@code shared}, but what is composed to it runs on the caller's context and not on that of the request which
     * happened to ask first.
     */
    public static <T> Future<T> of(Future<T> shared) {
        var context = ContextInternal.current();
        if (context == null || shared.isComplete()) {
            return shared;
        }
        var own = context.<T>promise();
        shared.onComplete(own);
        return own.future();
    }
}
