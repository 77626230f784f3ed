package dev.parley.gateway.rest;

import dev.parley.gateway.http.Refusal;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Measures REST calls; the realtime doors, whose requests may last for hours, are none. Owned by the gateway's context. */
public final class RestMetrics implements Handler<RoutingContext> {
    private static final int FIRST_CLASS = 2;
    private static final int LAST_CLASS = 5;

    /** From 2xx on. */
    private final Timer[] byClass;

    private final Map<FailureCode, Counter> errors = new EnumMap<>(FailureCode.class);

    public RestMetrics(Metrics metrics) {
        this.byClass = IntStream.rangeClosed(FIRST_CLASS, LAST_CLASS)
                .mapToObj(first -> metrics.latency(Instrument.GATEWAY_REST, first + "xx"))
                .toArray(Timer[]::new);
        for (var code : FailureCode.values()) {
            errors.put(code, metrics.counter(Instrument.GATEWAY_ERRORS, "rest", code.name()));
        }
    }

    @Override
    public void handle(RoutingContext context) {
        long since = System.nanoTime();
        context.addEndHandler(ended -> answered(context, System.nanoTime() - since));
        context.next();
    }

    private void answered(RoutingContext context, long nanos) {
        int status = context.response().getStatusCode();
        int first = Math.min(Math.max(status / 100, FIRST_CLASS), LAST_CLASS);
        byClass[first - FIRST_CLASS].record(nanos, TimeUnit.NANOSECONDS);
        if (status >= 400) {
            var counter =
                    errors.get(Refusal.of(context.failure(), status).failure().code());
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
