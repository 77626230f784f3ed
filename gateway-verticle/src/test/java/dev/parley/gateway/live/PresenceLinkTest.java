package dev.parley.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Done;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.DeviceId;
import dev.parley.model.id.UserId;
import dev.parley.model.presence.AttachDevice;
import dev.parley.model.presence.DetachDevice;
import dev.parley.model.presence.Lease;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.model.presence.RenewLease;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PresenceLinkTest {
    private static final String NODE = "n1";

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final Context context = vertx.getOrCreateContext();
    private final UserId user = UserId.next();
    private final DeviceId device = DeviceId.next();
    private final BlockingQueue<Record> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<RenewLease> renewals = new LinkedBlockingQueue<>();
    private volatile boolean known = true;
    private volatile @Nullable Promise<Done> slow;
    private volatile boolean away;

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void devicesAreToldOnceAndTheLeaseRenewed() throws Exception {
        serve();
        var link = start();

        onContext(() -> link.attached(user, device));
        assertThat(next()).isEqualTo(new AttachDevice(user, device, NODE));
        awaitRenewals(3);
        onContext(() -> link.detached(user, device));
        assertThat(next()).isEqualTo(new DetachDevice(user, device, NODE));
        awaitRenewals(3);

        assertThat(told).isEmpty();
        assertThat(renewals).allMatch(renewal -> renewal.nodeId().equals(NODE));
    }

    @Test
    void forgottenNodeTellsAllItsDevicesAgain() throws Exception {
        serve();
        var link = start();
        var devices = new HashSet<DeviceId>();
        for (int i = 0; i < 250; i++) { // more than one chunk
            var each = DeviceId.next();
            devices.add(each);
            onContext(() -> link.attached(user, each));
        }
        assertThat(nextDevices(250)).isEqualTo(devices);

        known = false;
        awaitRenewals(1);
        known = true;

        assertThat(nextDevices(250)).isEqualTo(devices);
    }

    @Test
    void whatWasMissedInAnOutageIsToldAfterIt() throws Exception {
        var link = start(); // nobody serves yet
        var gone = DeviceId.next();
        onContext(() -> {
            link.attached(user, device);
            link.attached(user, gone);
            link.detached(user, gone);
        });

        serve();

        assertThat(Set.of(next(), next()))
                .isEqualTo(Set.of(new DetachDevice(user, gone, NODE), new AttachDevice(user, device, NODE)));
    }

    @Test
    void failedGoodbyeIsSaidAgainForElseTheUserStaysForEver() throws Exception {
        serve();
        var link = start();
        onContext(() -> link.attached(user, device));
        assertThat(next()).isInstanceOf(AttachDevice.class);

        away = true;
        onContext(() -> link.detached(user, device));
        assertThat(next()).isInstanceOf(DetachDevice.class);
        away = false;

        assertThat(next()).isEqualTo(new DetachDevice(user, device, NODE));
        awaitRenewals(3);
        assertThat(told).isEmpty();
    }

    @Test
    void goodbyeWaitsForTheHello() throws Exception {
        serve();
        var link = start();
        var hello = Promise.<Done>promise();
        slow = hello;
        onContext(() -> link.attached(user, device));
        assertThat(next()).isInstanceOf(AttachDevice.class);

        onContext(() -> link.detached(user, device));
        onContext(() -> {}); // a turn of the loop later
        assertThat(told).isEmpty();
        slow = null;
        onContext(() -> hello.complete(Done.DONE));

        assertThat(next()).isEqualTo(new DetachDevice(user, device, NODE));
    }

    private PresenceLink start() throws Exception {
        var started = Promise.<PresenceLink>promise();
        context.runOnContext(now -> started.complete(new PresenceLink(vertx, bus, NODE, Duration.ofMillis(100))));
        return started.future().await(10, TimeUnit.SECONDS);
    }

    private void serve() throws Exception {
        Future<Void> served = Future.all(
                        bus.serve(PresenceAddresses.ATTACH, this::hear),
                        bus.serve(PresenceAddresses.DETACH, this::hear),
                        bus.serve(PresenceAddresses.RENEW_LEASE, renewal -> {
                            var lease = new Lease(known);
                            renewals.add(renewal);
                            return Future.succeededFuture(lease);
                        }))
                .mapEmpty();
        served.await(10, TimeUnit.SECONDS);
    }

    private Future<Done> hear(Record what) {
        told.add(what);
        var late = slow;
        if (away) {
            return Future.failedFuture(Failure.unavailable("Redis").asException());
        }
        return late == null ? Future.succeededFuture(Done.DONE) : late.future();
    }

    private void onContext(Runnable action) throws Exception {
        var done = Promise.<Void>promise();
        context.runOnContext(now -> {
            action.run();
            done.complete();
        });
        done.future().await(10, TimeUnit.SECONDS);
    }

    private Record next() throws InterruptedException {
        return Objects.requireNonNull(told.poll(10, TimeUnit.SECONDS), "presence was told nothing");
    }

    private Set<DeviceId> nextDevices(int count) throws InterruptedException {
        var devices = new HashSet<DeviceId>();
        for (int i = 0; i < count; i++) {
            devices.add(((AttachDevice) next()).deviceId());
        }
        return devices;
    }

    private void awaitRenewals(int count) throws InterruptedException {
        renewals.clear();
        for (int i = 0; i < count; i++) {
            assertThat(renewals.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
    }
}
