package dev.parley.presence;

import dev.parley.model.bus.Bus;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.health.HealthReport;
import dev.parley.model.live.AttachmentDirectory;
import dev.parley.model.live.LiveDelivery;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.presence.PresenceAddresses;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is where, online, away, busy or offline. Starts with or without Redis; any number of nodes may run it.
 *
 * <p><b>Invariant: a device counts only while its gateway node's lease lives</b>, so nobody stays online because a process
 * died.
 */
public final class PresenceVerticle extends VerticleBase {
    private static final String ROLE = "presence";

    private final PresenceConfig config;
    private final LongSupplier shiftMs;
    private final Metrics metrics;
    private @Nullable RedisLink redis;
    private @Nullable Sweeper sweeper;

    public PresenceVerticle(PresenceConfig config, Metrics metrics) {
        this(config, () -> 0, metrics);
    }

    /** @param shiftMs moves the clock by which leases and graces end */
    PresenceVerticle(PresenceConfig config, LongSupplier shiftMs, Metrics metrics) {
        this.config = config;
        this.shiftMs = shiftMs;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        var bus = new Bus(vertx, metrics);
        var link = new RedisLink(vertx, config.redis());
        var store = new PresenceStore(link, config, shiftMs);
        var directory = new AttachmentDirectory(vertx, bus);
        var circles = new Circles(bus, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        var announcer = new Announcer(circles, directory, new LiveDelivery(bus, directory));
        var service = new PresenceService(store, circles, announcer);
        var sweeping = new Sweeper(vertx, store, config.sweep(), announcer::announce);
        redis = link;
        sweeper = sweeping;
        return Future.all(directory.start(), circles.start(), link.start())
                .compose(ready -> Future.all(List.of(
                        bus.serve(PresenceAddresses.ATTACH, service::attach),
                        bus.serve(PresenceAddresses.DETACH, service::detach),
                        bus.serve(PresenceAddresses.RENEW_LEASE, service::renew),
                        bus.serve(PresenceAddresses.SET, service::set),
                        bus.serve(PresenceAddresses.GET, service::get),
                        bus.serve(PresenceAddresses.FORGET, service::forget),
                        bus.subscribe(PresenceAddresses.ACQUAINTED, service::introduce),
                        bus.serve(HealthAddresses.of(ROLE), check -> Future.succeededFuture(health(link))))))
                .onSuccess(serving -> sweeping.start());
    }

    private static HealthReport health(RedisLink link) {
        return new HealthReport(ROLE, List.of(new HealthReport.Dependency("Redis", link.isUp())));
    }

    @Override
    public Future<?> stop() {
        if (sweeper != null) {
            sweeper.stop();
        }
        if (redis != null) {
            redis.close();
        }
        return Future.succeededFuture();
    }
}
