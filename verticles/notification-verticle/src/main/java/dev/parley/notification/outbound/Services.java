package dev.parley.notification.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How busy each service is with us, by its origin: one that is slow, or has asked for a pause, is passed over while others are served.
 *
 * <p>Owned by the context that made it.
 */
public final class Services {
    /** Services with a pause that are remembered; for one beyond, each endpoint's own pauses do. */
    private static final int MAX_PAUSED = 1_000;

    private final int each;
    private final LongSupplier nowMs;
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Map<String, Long> pausedUntil = new HashMap<>();

    /**
     * @param each requests under way at one service from which it is passed over
     * @param nowMs a clock that never goes back, milliseconds
     */
    public Services(int each, LongSupplier nowMs) {
        this.each = each;
        this.nowMs = nowMs;
    }

    public void began(String service) {
        underWay.merge(service, 1, Integer::sum);
    }

    /** @return whether it was too busy until now */
    public boolean ended(String service) {
        boolean full = underWay.getOrDefault(service, 0) == each;
        underWay.computeIfPresent(service, (name, count) -> count > 1 ? count - 1 : null);
        return full;
    }

    public void pause(String service, Duration pause) {
        if (pausedUntil.size() < MAX_PAUSED) {
            pausedUntil.put(service, nowMs.getAsLong() + pause.toMillis());
        }
    }

    /** Those that get nothing now. */
    public List<String> busy() {
        long now = nowMs.getAsLong();
        pausedUntil.values().removeIf(until -> until <= now);
        var busy = new ArrayList<>(pausedUntil.keySet());
        underWay.forEach((service, count) -> {
            if (count >= each) {
                busy.add(service);
            }
        });
        return busy;
    }
}
