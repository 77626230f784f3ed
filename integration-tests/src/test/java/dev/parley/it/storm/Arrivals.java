package dev.parley.it.storm;

import dev.parley.it.measure.Latencies;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Of many who come back: how many have arrived, how long it took them, and what came between. Thread-safe. */
final class Arrivals {
    private static final long A_MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Latencies times = new Latencies();
    private final Map<String, Integer> refusals = new TreeMap<>(); // guarded by this
    private final Map<Integer, Integer> losses =
            new TreeMap<>(); // of connections that nobody cut, by close code; guarded by this
    private int dialled; // guarded by this
    private int arrived; // guarded by this
    private int soon; // guarded by this

    synchronized void dialled() {
        dialled++;
    }

    synchronized void arrived(long nanos) {
        arrived++;
        soon += nanos <= A_MINUTE_NANOS ? 1 : 0;
        times.add(nanos);
    }

    synchronized void refused(String why) {
        refusals.merge(why, 1, Integer::sum);
    }

    synchronized void lost(int code) {
        losses.merge(code, 1, Integer::sum);
    }

    synchronized int count() {
        return arrived;
    }

    @Override
    public synchronized String toString() {
        return "%d arrived, %d within a minute: %s; %d dials, refusals %s, lost %s"
                .formatted(arrived, soon, times.describe(), dialled, refusals, losses);
    }
}
