package dev.parley.gateway.limit;

import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts what limits refuse, each by its name. */
public final class Refusals {
    private final Map<Limit, Counter> counters = new EnumMap<>(Limit.class);

    public Refusals(Metrics metrics) {
        for (var limit : Limit.values()) {
            counters.put(limit, metrics.counter(Instrument.GATEWAY_REFUSED, limit.label()));
        }
    }

    /** Counts {@code answer} if it fails as RATE_LIMITED, which another role has decided. */
    public <T> Future<T> counting(Limit limit, Future<T> answer) {
        return answer.onFailure(cause -> {
            if (cause instanceof FailureException refused && refused.failure().code() == FailureCode.RATE_LIMITED) {
                count(limit);
            }
        });
    }

    public void count(Limit limit) {
        Objects.requireNonNull(counters.get(limit)).increment();
    }
}
