package dev.parley.presence;

import static dev.parley.model.presence.PresenceStatus.AWAY;
import static dev.parley.model.presence.PresenceStatus.BUSY;
import static dev.parley.model.presence.PresenceStatus.OFFLINE;
import static dev.parley.model.presence.PresenceStatus.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.bus.Bus;
import dev.parley.model.failure.FailureCode;
import dev.parley.model.id.DeviceId;
import dev.parley.model.id.UserId;
import dev.parley.model.metrics.Metrics;
import dev.parley.model.presence.GetPresence;
import dev.parley.model.presence.Presence;
import dev.parley.model.presence.PresenceAddresses;
import dev.parley.model.presence.PresenceStatus;
import dev.parley.model.presence.RenewLease;
import dev.parley.model.presence.SetPresence;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told what, and who may see whom: two presence verticles on one Redis. */
class PresenceVerticleTest {
    private static final RedisFixture SERVER = new RedisFixture();

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final World world = new World(vertx);
    private final FakeGateway gateway = new FakeGateway(vertx, "gateway-" + DeviceId.next());
    private final AtomicLong shift = new AtomicLong();

    private final UserId ada = UserId.next();
    private final UserId bob = UserId.next();
    private final UserId eve = UserId.next();
    private final DeviceId phone = DeviceId.next();
    private final DeviceId bobsPhone = DeviceId.next();

    @BeforeEach
    void deployTwo() {
        var config = new PresenceConfig(
                SERVER.config(), Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofMillis(20));
        Await.done(world.start()
                .compose(served -> gateway.start())
                .compose(started -> vertx.deployVerticle(new PresenceVerticle(config, shift::get, Metrics.none())))
                .compose(one -> vertx.deployVerticle(new PresenceVerticle(config, shift::get, Metrics.none()))));
    }

    @AfterEach
    void close() {
        Await.done(vertx.close());
    }

    @AfterAll
    static void stopRedis() {
        SERVER.close();
    }

    @Test
    void contactsAndDirectPartnersAreToldAndNobodyElse() {
        world.contacts(ada, bob);
        world.partners(ada, eve);
        var mallory = UserId.next();
        online(bob, eve, mallory);
        Await.done(gateway.connect(ada, phone));
        untilTold(bob, ada, ONLINE);
        untilTold(eve, ada, ONLINE);
        untilTold(ada, ada, ONLINE);
        assertThat(toldOf(mallory, ada)).isEmpty();
    }

    @Test
    void aReloadIsToldToNobodyAndAChangeOnce() {
        world.contacts(ada, bob);
        online(bob);
        Await.done(gateway.connect(ada, phone));
        untilTold(bob, ada, ONLINE);
        var next = DeviceId.next();
        Await.done(gateway.disconnect(ada, phone).compose(gone -> gateway.connect(ada, next)));
        Await.done(set(ada, next, BUSY).compose(done -> set(ada, next, BUSY)).compose(done -> set(ada, next, AWAY)));
        untilTold(bob, ada, ONLINE, BUSY, AWAY);
    }

    @Test
    void whoLeavesIsOfflineAfterTheGraceAndTwoVerticlesTellItOnce() {
        var friends = IntStream.range(0, 20).mapToObj(i -> UserId.next()).toList();
        friends.forEach(friend -> world.contacts(friend, bob));
        online(bob);
        var devices = friends.stream().map(friend -> DeviceId.next()).toList();
        for (int i = 0; i < friends.size(); i++) {
            Await.done(gateway.connect(friends.get(i), devices.get(i)));
        }
        for (int i = 0; i < friends.size(); i++) {
            Await.done(gateway.disconnect(friends.get(i), devices.get(i)));
        }
        Await.done(bus.request(PresenceAddresses.RENEW_LEASE, new RenewLease(gateway.nodeId())));
        shift.addAndGet(10_500);
        friends.forEach(friend -> untilTold(bob, friend, ONLINE, OFFLINE));
        // Both verticles have swept since: had the other told it too, it would have been before this change.
        Await.done(set(bob, bobsPhone, BUSY));
        untilTold(bob, bob, ONLINE, BUSY);
        friends.forEach(friend -> assertThat(toldOf(bob, friend)).containsExactly(ONLINE, OFFLINE));
    }

    @Test
    void theUsersOfAKilledGatewayAreOfflineByThemselves() {
        world.contacts(ada, bob);
        var killed = new FakeGateway(vertx, "killed-" + DeviceId.next());
        Await.done(killed.start().compose(started -> killed.connect(ada, phone)));
        online(bob);
        untilStatus(bob, ada, ONLINE);
        for (int second = 0; second < 15; second += 5) {
            shift.addAndGet(5_000);
            Await.done(bus.request(PresenceAddresses.RENEW_LEASE, new RenewLease(gateway.nodeId())));
        }
        shift.addAndGet(1_000); // 16 s after the last sign of life
        untilSwept(killed);
        shift.addAndGet(10_500); // 26.5 s
        Await.done(bus.request(PresenceAddresses.RENEW_LEASE, new RenewLease(gateway.nodeId())));
        // That she was online may have reached him too, if his socket was there by then.
        Await.done(Await.until(
                vertx, true, () -> Future.succeededFuture(toldOf(bob, ada).contains(OFFLINE))));
        untilStatus(bob, bob, ONLINE);
    }

    @Test
    void aBlockInEitherDirectionSilencesBothAndHidesTheBlocker() {
        world.partners(ada, bob);
        online(bob);
        Await.done(gateway.connect(ada, phone));
        untilTold(bob, ada, ONLINE);
        world.block(ada, bob);
        untilStatus(bob, ada, OFFLINE);
        assertThat(seen(ada, bob).status()).as("the blocker still sees").isEqualTo(ONLINE);
        Await.done(set(ada, phone, BUSY).compose(done -> set(bob, bobsPhone, AWAY)));
        untilTold(ada, ada, ONLINE, BUSY);
        untilTold(bob, bob, ONLINE, AWAY);
        assertThat(toldOf(bob, ada)).containsExactly(ONLINE);
        assertThat(toldOf(ada, bob)).isEmpty();
    }

    @Test
    void strangersLookOfflineAndOneselfDoesNot() {
        Await.done(gateway.connect(ada, phone));
        assertThat(seen(eve, ada)).isEqualTo(new Presence(ada, OFFLINE, null));
        assertThat(seen(ada, ada).status()).isEqualTo(ONLINE);
        world.contacts(eve, ada);
        untilStatus(eve, ada, ONLINE); // a new contact is seen without waiting for what is remembered to grow old
    }

    @Test
    void everyUserAskedForIsAnsweredAndTooManyAreRefused() {
        var users = IntStream.range(0, 200).mapToObj(i -> UserId.next()).toList();
        var answer = Await.result(bus.request(PresenceAddresses.GET, new GetPresence(ada, users)));
        assertThat(answer.presence()).extracting(Presence::userId).containsExactlyElementsOf(users);
        assertThat(Await.refusal(
                        bus.request(PresenceAddresses.GET, new GetPresence(ada, Collections.nCopies(201, bob)))))
                .isEqualTo(FailureCode.INVALID_REQUEST);
        assertThat(Await.result(bus.request(PresenceAddresses.GET, new GetPresence(ada, List.of())))
                        .presence())
                .isEmpty();
    }

    @Test
    void offlineCannotBeSet() {
        assertThat(Await.refusal(set(ada, phone, OFFLINE))).isEqualTo(FailureCode.INVALID_REQUEST);
    }

    private void online(UserId... users) {
        for (var user : users) {
            Await.done(gateway.connect(user, user.equals(bob) ? bobsPhone : DeviceId.next()));
            untilTold(user, user, ONLINE);
        }
    }

    private Future<?> set(UserId user, DeviceId device, PresenceStatus status) {
        return bus.request(PresenceAddresses.SET, new SetPresence(user, device, status));
    }

    private Presence seen(UserId viewer, UserId user) {
        return Await.result(bus.request(PresenceAddresses.GET, new GetPresence(viewer, List.of(user))))
                .presence()
                .get(0);
    }

    private void untilStatus(UserId viewer, UserId user, PresenceStatus status) {
        Await.done(Await.until(
                vertx,
                status,
                () -> bus.request(PresenceAddresses.GET, new GetPresence(viewer, List.of(user)))
                        .map(answer -> answer.presence().get(0).status())));
    }

    /** The sweep has taken the node's devices: their grace runs. */
    private void untilSwept(FakeGateway node) {
        var probe = new RedisLink(vertx, SERVER.config());
        Await.done(probe.start());
        var key = "parley:presence:node:" + node.nodeId();
        Await.done(Await.until(
                vertx, 0, () -> probe.send(Request.cmd(Command.EXISTS).arg(key)).map(Response::toInteger)));
        probe.close();
    }

    private void untilTold(UserId listener, UserId of, PresenceStatus... statuses) {
        Await.done(Await.until(vertx, List.of(statuses), () -> Future.succeededFuture(toldOf(listener, of))));
    }

    private List<PresenceStatus> toldOf(UserId listener, UserId of) {
        return gateway.told(listener).stream()
                .filter(presence -> presence.userId().equals(of))
                .map(Presence::status)
                .toList();
    }
}
