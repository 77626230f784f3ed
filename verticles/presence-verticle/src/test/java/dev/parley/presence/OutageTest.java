package dev.parley.presence;

import static dev.parley.model.presence.PresenceStatus.BUSY;
import static dev.parley.model.presence.PresenceStatus.OFFLINE;
import static dev.parley.model.presence.PresenceStatus.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.bus.Bus;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.health.CheckHealth;
import dev.parley.model.health.HealthAddresses;
import dev.parley.model.id.DeviceId;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.presence.GetPresence;
import dev.parley.model.presence.Lease;
import dev.parley.model.presence.Presence;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.model.presence.RenewLease;
import dev.parley.model.presence.SetPresence;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis or the other verticles away. */
class OutageTest {
    private static final Duration PROMISED = Duration.ofSeconds(2);

    private final RedisFixture server = new RedisFixture();
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final FakeGateway gateway = new FakeGateway(vertx, "gateway-1");
    private final UserId ada = UserId.next();
    private final UserId bob = UserId.next();
    private final DeviceId phone = DeviceId.next();

    @AfterEach
    void close() {
        Await.done(vertx.close());
        server.close();
    }

    @Test
    void aStoppedRedisIsUnavailableWithinTwoSecondsAndAnEmptyOneIsFilledAgain() {
        deploy();
        assertThat(renew()).isEqualTo(new Lease(false));
        assertThat(renew()).isEqualTo(new Lease(true));
        Await.done(gateway.connect(ada, phone));

        server.stop();
        assertUnavailable(() -> bus.request(PresenceAddresses.GET, new GetPresence(ada, List.of(ada))));
        assertUnavailable(() -> bus.request(PresenceAddresses.SET, new SetPresence(ada, phone, BUSY)));
        assertThat(redisIsUp()).isFalse();

        server.startAgain();
        Await.done(Await.until(
                vertx,
                new Lease(false),
                () -> bus.request(PresenceAddresses.RENEW_LEASE, new RenewLease(gateway.nodeId()))));
        assertThat(redisIsUp()).isTrue();
        assertThat(statusOf(ada).status()).isEqualTo(OFFLINE);
        Await.done(gateway.connect(ada, phone)); // what a gateway does on Lease(false)
        assertThat(statusOf(ada).status()).isEqualTo(ONLINE);
    }

    @Test
    void aHangingRedisIsUnavailableWithinTwoSecondsAndComesBackByItself() {
        deploy();
        Await.done(gateway.connect(ada, phone));
        server.freeze();
        try {
            assertUnavailable(() -> bus.request(PresenceAddresses.GET, new GetPresence(ada, List.of(ada))));
            assertUnavailable(() -> bus.request(PresenceAddresses.SET, new SetPresence(ada, phone, BUSY)));
        } finally {
            server.thaw();
        }
        Await.done(Await.until(
                vertx,
                true,
                () -> bus.request(PresenceAddresses.GET, new GetPresence(ada, List.of(ada)))
                        .map(answer -> answer.presence().get(0).status() == ONLINE)));
    }

    @Test
    void itStartsWithoutRedisAndServesOnceRedisIsThere() {
        server.stop();
        deploy();
        assertUnavailable(() -> gateway.connect(ada, phone));
        server.startAgain();
        Await.done(Await.until(vertx, true, () -> gateway.connect(ada, phone).map(attached -> true)));
        assertThat(statusOf(ada).status()).isEqualTo(ONLINE);
    }

    @Test
    void withoutTheOtherVerticlesPresenceIsKeptAndOnlyOneselfIsTold() {
        deploy();
        Await.done(gateway.connect(bob, DeviceId.next()).compose(online -> gateway.connect(ada, phone)));
        Await.done(Await.until(
                vertx,
                List.of(ONLINE),
                () -> Future.succeededFuture(
                        gateway.told(ada).stream().map(Presence::status).toList())));
        var seen = Await.result(bus.request(PresenceAddresses.GET, new GetPresence(ada, List.of(ada, bob))));
        assertThat(seen.presence()).extracting(Presence::status).containsExactly(ONLINE, OFFLINE);

        var world = new World(vertx);
        world.contacts(ada, bob);
        Await.done(world.start());
        Await.done(Await.until(
                vertx,
                ONLINE,
                () -> bus.request(PresenceAddresses.GET, new GetPresence(ada, List.of(bob)))
                        .map(answer -> answer.presence().get(0).status())));
    }

    private void deploy() {
        Await.done(gateway.start()
                .compose(started -> vertx.deployVerticle(
                        new PresenceVerticle(PresenceConfig.withDefaults(server.config()), Metrics.none()))));
    }

    private Lease renew() {
        return Await.result(bus.request(PresenceAddresses.RENEW_LEASE, new RenewLease(gateway.nodeId())));
    }

    private Presence statusOf(UserId user) {
        return Await.result(bus.request(PresenceAddresses.GET, new GetPresence(user, List.of(user))))
                .presence()
                .get(0);
    }

    private boolean redisIsUp() {
        return Await.result(bus.request(HealthAddresses.of("presence"), new CheckHealth()))
                .dependencies()
                .get(0)
                .up();
    }

    private static void assertUnavailable(Supplier<? extends Future<?>> call) {
        var begun = System.nanoTime();
        assertThat(Await.refusal(call.get())).isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PROMISED);
    }
}
