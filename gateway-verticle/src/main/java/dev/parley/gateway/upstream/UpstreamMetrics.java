package dev.parley.gateway.upstream;

import dev.parley.model.metrics.Instrument;
import dev.parley.model.metrics.Level;
import dev.parley.model.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures one upstream. Owned by the gateway's context. */
final class UpstreamMetrics {
    private final Map<Outcome, Timer> requests = new EnumMap<>(Outcome.class);
    private final Counter retries;
    private final Level inFlight;
    private final Level sockets;
    private final Runnable upNoLonger;
    private final Runnable downNoLonger;

    UpstreamMetrics(Metrics metrics, String upstream, Servers servers) {
        for (var outcome : EnumSet.complementOf(EnumSet.of(Outcome.OPENED))) {
            requests.put(outcome, metrics.latency(Instrument.UPSTREAM_REQUESTS, upstream, outcome.label()));
        }
        this.retries = metrics.counter(Instrument.UPSTREAM_RETRIES, upstream);
        this.inFlight = metrics.level(Instrument.UPSTREAM_IN_FLIGHT, upstream);
        this.sockets = metrics.level(Instrument.UPSTREAM_SOCKETS, upstream);
        this.upNoLonger = metrics.sum(Instrument.UPSTREAM_ADDRESSES, servers::up, upstream, "up");
        this.downNoLonger = metrics.sum(Instrument.UPSTREAM_ADDRESSES, servers::down, upstream, "down");
    }

    /** Of a WebSocket that was open nothing: for how long says nothing of the upstream. */
    void ended(Outcome outcome, long sinceNanos) {
        var timer = requests.get(outcome);
        if (timer != null) {
            timer.record(System.nanoTime() - sinceNanos, TimeUnit.NANOSECONDS);
        }
    }

    void retried() {
        retries.increment();
    }

    void inFlight(int now) {
        inFlight.set(now);
    }

    void sockets(int now) {
        sockets.set(now);
    }

    void close() {
        upNoLonger.run();
        downNoLonger.run();
    }
}
