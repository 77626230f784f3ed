package dev.parley.model.trace;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spans of what Vert.x does not trace by itself: realtime operations and what goes through the broker. They are reported
 * to the tracer that the launcher has given Vert.x, if it has: without one, a method here is its work and a look at a
 * field.
 */
public final class Spans {
    private static final String DESTINATION = "messaging.destination.name";

    private static final TagExtractor<Map<String, String>> TAGS = new TagExtractor<>() {
        @Override
        public void extractTo(Map<String, String> tags, BiConsumer<String, String> to) {
            tags.forEach(to);
        }
    };

    private Spans() {}

    /** Whether anybody looks at spans. */
    public static boolean areOn() {
        var context = ContextInternal.current();
        return context != null && context.tracer() != null;
    }

    /** Does {@code work} in a new trace, on a context of its own. */
    public static Future<?> root(String operation, Supplier<Future<?>> work) {
        var context = ContextInternal.current();
        VertxTracer<?, ?> tracer = context == null ? null : context.tracer();
        return tracer == null ? work.get() : root(tracer, context.duplicate(true), operation, work);
    }

    private static <S> Future<?> root(
            VertxTracer<S, ?> tracer, ContextInternal own, String operation, Supplier<Future<?>> work) {
        var span = tracer.receiveRequest(own, SpanKind.RPC, TracingPolicy.ALWAYS, Map.of(), operation, List.of(), TAGS);
        var done = own.promise();
        own.dispatch(() -> result(work).onComplete(end -> {
            tracer.sendResponse(own, null, span, end.cause(), TagExtractor.empty());
            if (end.succeeded()) {
                done.complete(end.result());
            } else {
                done.fail(end.cause());
            }
        }));
        return done.future();
    }

    private static Future<?> result(Supplier<Future<?>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /**
     * Does {@code work}, which publishes something, in a span of the trace that the caller is in, if it is in one.
     *
     * @param destination the exchange
     * @param work given the headers that carry the trace on, to be kept as they are
     */
    public static <T> Future<T> published(String destination, Function<Map<String, String>, Future<T>> work) {
        var context = ContextInternal.current();
        VertxTracer<?, ?> tracer = context == null ? null : context.tracer();
        return tracer == null ? work.apply(Map.of()) : published(tracer, context, destination, work);
    }

    private static <S, T> Future<T> published(
            VertxTracer<?, S> tracer,
            ContextInternal context,
            String destination,
            Function<Map<String, String>, Future<T>> work) {
        var headers = new HashMap<String, String>();
        var span = tracer.sendRequest(
                context,
                SpanKind.MESSAGING,
                TracingPolicy.PROPAGATE,
                Map.of(DESTINATION, destination),
                destination + " publish",
                headers::put,
                TAGS);
        var result = work.apply(headers);
        return span == null
                ? result
                : result.onComplete(
                        end -> tracer.receiveResponse(context, null, span, end.cause(), TagExtractor.empty()));
    }

    /**
     * Begins the span of something taken from the broker, if its headers say that it belongs to a trace, and within it
     * that of what is done with it.
     *
     * @param source the queue
     * @param within what is done, as {@code store}
     * @return ends both; null if there is no trace
     */
    public static @Nullable End consumed(String source, Map<String, Object> headers, String within) {
        var context = ContextInternal.current();
        VertxTracer<?, ?> tracer = context == null ? null : context.tracer();
        return tracer == null ? null : consumed(tracer, context.duplicate(), source, headers, within);
    }

    private static <I, O> @Nullable End consumed(
            VertxTracer<I, O> tracer, ContextInternal own, String source, Map<String, Object> headers, String within) {
        var texts = new HashMap<String, String>();
        headers.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        var span = tracer.receiveRequest(
                own,
                SpanKind.MESSAGING,
                TracingPolicy.PROPAGATE,
                Map.of(DESTINATION, source),
                source + " process",
                texts.entrySet(),
                TAGS);
        if (span == null) {
            return null;
        }
        var inner = tracer.sendRequest(
                own, SpanKind.RPC, TracingPolicy.PROPAGATE, Map.of(), within, (name, value) -> {}, TAGS);
        return failure -> {
            tracer.receiveResponse(own, null, inner, failure, TagExtractor.empty());
            tracer.sendResponse(own, null, span, failure, TagExtractor.empty());
        };
    }

    /** Ends what was begun. */
    public interface End {
        /** @param failure why it was not done, or null if it was */
        void end(@Nullable Throwable failure);
    }
}
