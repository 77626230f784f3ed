package dev.parley.gateway.live;

import dev.parley.model.bus.Bus;
import dev.parley.model.id.DeviceId;
import dev.parley.model.id.UserId;
import dev.parley.model.presence.AttachDevice;
import dev.parley.model.presence.DetachDevice;
import dev.parley.model.presence.Lease;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.model.presence.RenewLease;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells presence-verticle which devices are here. What could not be told, because presence-verticle or its store was
 * away, is told at the next renewal of this node's lease; chat goes on meanwhile.
 *
 * <p>Owned by the context that made it.
 */
public final class PresenceLink {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceLink.class);

    /** As {@link RenewLease} asks. */
    private static final Duration RENEWAL = Duration.ofSeconds(5);

    /** How many devices are told of at once: after an outage there may be ten thousand to tell. */
    private static final int CHUNK = 100;

    /** Goodbyes remembered through an outage; with more, the oldest devices stay until the lease is lost. */
    private static final int MAX_GOODBYES = 20_000;

    private final Vertx vertx;
    private final Bus bus;
    private final String nodeId;
    private final Map<DeviceId, UserId> here = new HashMap<>();
    private final Set<DeviceId> untold = new HashSet<>();
    private final Map<DeviceId, UserId> goodbyes = new LinkedHashMap<>();
    private final Map<DeviceId, Future<Void>> hellos = new HashMap<>();
    private final long timer;
    private boolean renewing;
    private boolean answered = true;

    public PresenceLink(Vertx vertx, Bus bus, String nodeId) {
        this(vertx, bus, nodeId, RENEWAL);
    }

    PresenceLink(Vertx vertx, Bus bus, String nodeId, Duration renewal) {
        this.vertx = vertx;
        this.bus = bus;
        this.nodeId = nodeId;
        this.timer = vertx.setPeriodic(renewal.toMillis(), tick -> renew());
    }

    public void attached(UserId userId, DeviceId deviceId) {
        here.put(deviceId, userId);
        var hello = tellAttached(deviceId);
        hellos.put(deviceId, hello);
        hello.onComplete(told -> hellos.remove(deviceId)).onFailure(this::unanswered);
    }

    public void detached(UserId userId, DeviceId deviceId) {
        if (here.remove(deviceId) == null) {
            return;
        }
        untold.remove(deviceId);
        // After the hello: two instances of presence-verticle would not keep the order.
        hellos.getOrDefault(deviceId, Future.succeededFuture())
                .transform(told -> tellDetached(userId, deviceId))
                .onFailure(this::unanswered);
    }

    /** Stops renewing; the devices still here go by their goodbyes, or with the lease. */
    public void close() {
        vertx.cancelTimer(timer);
    }

    private void renew() {
        if (renewing) {
            return; // the last renewal still tells
        }
        renewing = true;
        bus.request(PresenceAddresses.RENEW_LEASE, new RenewLease(nodeId))
                .compose(this::tellAll)
                .onComplete(done -> renewing = false)
                .onSuccess(done -> answered = true)
                .onFailure(this::unanswered);
    }

    private Future<Void> tellAll(Lease lease) {
        if (!lease.known()) {
            untold.addAll(here.keySet());
        }
        return inChunks(new ArrayList<>(goodbyes.keySet()), 0, device -> tellDetached(goodbyes.get(device), device))
                .compose(done -> inChunks(new ArrayList<>(untold), 0, this::tellAttached));
    }

    private interface Telling {
        Future<Void> tell(DeviceId deviceId);
    }

    /** Ends at the first chunk that fails: presence-verticle is away, the next renewal goes on. */
    private static Future<Void> inChunks(List<DeviceId> devices, int from, Telling telling) {
        if (from >= devices.size()) {
            return Future.succeededFuture();
        }
        var chunk = devices.subList(from, Math.min(from + CHUNK, devices.size()));
        return Future.join(chunk.stream().map(telling::tell).toList())
                .compose(done -> inChunks(devices, from + CHUNK, telling));
    }

    private Future<Void> tellAttached(DeviceId deviceId) {
        var userId = here.get(deviceId);
        if (userId == null) {
            return Future.succeededFuture(); // gone since
        }
        return bus.request(PresenceAddresses.ATTACH, new AttachDevice(userId, deviceId, nodeId))
                .onSuccess(done -> untold.remove(deviceId))
                .onFailure(cause -> {
                    if (here.containsKey(deviceId)) {
                        untold.add(deviceId);
                    }
                })
                .mapEmpty();
    }

    private Future<Void> tellDetached(@Nullable UserId userId, DeviceId deviceId) {
        if (userId == null) {
            return Future.succeededFuture(); // told since
        }
        return bus.request(PresenceAddresses.DETACH, new DetachDevice(userId, deviceId, nodeId))
                .onSuccess(done -> goodbyes.remove(deviceId))
                .onFailure(cause -> remember(userId, deviceId))
                .mapEmpty();
    }

    private void remember(UserId userId, DeviceId deviceId) {
        if (goodbyes.size() >= MAX_GOODBYES) {
            goodbyes.remove(goodbyes.keySet().iterator().next());
        }
        goodbyes.put(deviceId, userId);
    }

    private void unanswered(Throwable cause) {
        if (answered) {
            LOG.warn("presence unheard cause={}", cause.getMessage()); // once per outage
        }
        answered = false;
    }
}
