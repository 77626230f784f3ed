package dev.parley.model.bus;

import dev.parley.model.failure.FailureCode;
import dev.parley.model.failure.FailureException;
import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is measured of the bus: who answers how fast, and who does not answer. */
final class BusMetrics {
    /** A gateway node has addresses of its own, named anew at every start: all of them count as one. */
    private static final Pattern OF_ONE_NODE = Pattern.compile("^parley\\.gateway\\.[^.]+\\.");

    private final Metrics metrics;

    BusMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    Served served(Address<?, ?> address) {
        return new Served(metrics, label(address));
    }

    void unanswered(Address<?, ?> address, ReplyFailure reason) {
        metrics.counter(Instrument.BUS_UNANSWERED, label(address), reason.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private static String label(Address<?, ?> address) {
        return OF_ONE_NODE.matcher(address.name()).replaceFirst("parley.gateway.");
    }

    /** The requests that one consumer answers. Owned by its context. */
    static final class Served {
        private final Metrics metrics;
        private final String address;
        private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);

        Served(Metrics metrics, String address) {
            this.metrics = metrics;
            this.address = address;
            timers.put(Outcome.OK, timer(Outcome.OK));
        }

        /** @param cause why it was not done, or null if it was */
        void answered(long sinceNanos, @Nullable Throwable cause) {
            timers.computeIfAbsent(Outcome.of(cause), this::timer)
                    .record(System.nanoTime() - sinceNanos, TimeUnit.NANOSECONDS);
        }

        private Timer timer(Outcome outcome) {
            return metrics.latency(
                    Instrument.BUS_SERVED, address, outcome.name().toLowerCase(Locale.ROOT));
        }
    }

    private enum Outcome {
        OK,
        /** An expected no. */
        REFUSED,
        /** Something it needs is away. */
        UNAVAILABLE,
        /** A bug. */
        FAILED;

        static Outcome of(@Nullable Throwable cause) {
            if (cause == null) {
                return OK;
            }
            if (!(cause instanceof FailureException known) || known.failure().code() == FailureCode.INTERNAL) {
                return FAILED;
            }
            return known.failure().code() == FailureCode.UNAVAILABLE ? UNAVAILABLE : REFUSED;
        }
    }
}
