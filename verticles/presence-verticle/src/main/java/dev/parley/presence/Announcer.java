package dev.parley.presence;

import dev.parley.model.id.UserId;
import dev.parley.model.live.AttachmentDirectory;
import dev.parley.model.live.EventNames;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.presence.Presence;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a user's connected circle, and the user's own devices, of a change. A hint: when the circle cannot be known, only
 * the user's own devices hear, and others see it when they ask. When many change at once, each user's newest is told.
 *
 * <p>Owned by the context that made it.
 */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    /** Circles asked for at the same time. */
    private static final int MAX_RUNNING = 16;

    /** Users whose change waits to be told; more are not told. */
    private static final int MAX_WAITING = 20_000;

    private final Circles circles;
    private final AttachmentDirectory directory;
    private final LiveDelivery delivery;
    private final Map<UserId, Presence> waiting = new LinkedHashMap<>();
    private final Set<UserId> running = new HashSet<>();

    Announcer(Circles circles, AttachmentDirectory directory, LiveDelivery delivery) {
        this.circles = circles;
        this.directory = directory;
        this.delivery = delivery;
    }

    void announce(List<Presence> changes) {
        int dropped = 0;
        for (var change : changes) {
            if (waiting.size() < MAX_WAITING || waiting.containsKey(change.userId())) {
                waiting.put(change.userId(), change);
            } else {
                dropped++;
            }
        }
        if (dropped > 0) {
            LOG.warn("presence not told users={} waiting={}", dropped, waiting.size());
        }
        runWaiting();
    }

    private void runWaiting() {
        var next = waiting.values().iterator();
        while (running.size() < MAX_RUNNING && next.hasNext()) {
            var change = next.next();
            // One at a time for each user, or an older status might be told after a newer one.
            if (running.add(change.userId())) {
                next.remove();
                tell(change).onComplete(told -> {
                    running.remove(change.userId());
                    runWaiting();
                });
            }
        }
    }

    private Future<Void> tell(Presence change) {
        return circles.of(change.userId())
                .map(circle -> circle.all().stream()
                        .filter(other -> directory.isAttached(other) && circle.tells(other))
                        .toList())
                .otherwise(List.of()) // logged where it was noticed
                .map(others -> {
                    var recipients = new ArrayList<>(others);
                    recipients.add(change.userId());
                    delivery.deliver(recipients, EventNames.PRESENCE, change);
                    return null;
                });
    }
}
