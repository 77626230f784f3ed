package dev.parley.it.measure;

import java.util.Map;
import java.util.TreeMap;

/** How what was asked was answered, and when. Thread-safe. */
public final class Answers {
    private final Map<String, Integer> byCode = new TreeMap<>(); // guarded by this
    private final Latencies latencies = new Latencies();
    private int asked; // guarded by this
    private int answered; // guarded by this

    /** @return when it was asked, for {@link #answered} */
    public synchronized long asked() {
        asked++;
        return System.nanoTime();
    }

    public synchronized void answered(String code, long since) {
        answered++;
        byCode.merge(code, 1, Integer::sum);
        latencies.add(System.nanoTime() - since);
    }

    public synchronized int count(String code) {
        return byCode.getOrDefault(code, 0);
    }

    public synchronized int askedCount() {
        return asked;
    }

    public synchronized int open() {
        return asked - answered;
    }

    public synchronized Map<String, Integer> byCode() {
        return Map.copyOf(byCode);
    }

    @Override
    public synchronized String toString() {
        return byCode + " " + latencies.describe();
    }
}
