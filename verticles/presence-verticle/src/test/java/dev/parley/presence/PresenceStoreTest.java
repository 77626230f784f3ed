package dev.parley.presence;

import static dev.parley.model.presence.PresenceStatus.AWAY;
import static dev.parley.model.presence.PresenceStatus.BUSY;
import static dev.parley.model.presence.PresenceStatus.OFFLINE;
import static dev.parley.model.presence.PresenceStatus.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.id.DeviceId;
import dev.parley.model.id.UserId;
import dev.parley.model.presence.Presence;
import dev.parley.model.presence.PresenceStatus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the scripts make of devices, leases and graces, with the clock in the test's hand. */
class PresenceStoreTest {
    private static final String NODE = "gateway-1";
    private static final String OTHER_NODE = "gateway-2";

    private static final Vertx VERTX = Vertx.vertx();
    private static final RedisFixture SERVER = new RedisFixture();
    private static final Context CONTEXT = VERTX.getOrCreateContext();
    private static final RedisLink LINK = new RedisLink(VERTX, SERVER.config());

    private final AtomicLong shift = new AtomicLong();
    private final PresenceStore store =
            new PresenceStore(LINK, PresenceConfig.withDefaults(SERVER.config()), shift::get);
    private final UserId ada = UserId.next();
    private final DeviceId phone = DeviceId.next();
    private final DeviceId laptop = DeviceId.next();

    @BeforeAll
    static void connect() {
        Await.done(Await.on(CONTEXT, LINK::start));
    }

    @AfterAll
    static void stopRedis() {
        LINK.close();
        Await.done(VERTX.close());
        SERVER.close();
    }

    @BeforeEach
    void flush() {
        does(() -> LINK.send(Request.cmd(Command.FLUSHALL)));
    }

    @Test
    void theFirstDeviceIsAChangeTheSecondIsNot() {
        assertThat(changes(() -> store.attach(ada, phone, NODE))).containsExactly(new Presence(ada, ONLINE, null));
        assertThat(changes(() -> store.attach(ada, laptop, OTHER_NODE))).isEmpty();
        assertThat(changes(() -> store.attach(ada, phone, NODE))).isEmpty();
        assertThat(status(ada)).isEqualTo(ONLINE);
    }

    @Test
    void whoIsForgottenIsOfflineAndNothingOfThemIsLeftWhateverTheirDevicesDoThen() {
        does(() -> store.attach(ada, phone, NODE));
        does(() -> store.attach(ada, laptop, OTHER_NODE));
        does(() -> store.detach(ada, laptop, OTHER_NODE));

        assertThat(changes(() -> store.forget(ada))).containsExactly(new Presence(ada, OFFLINE, null));
        assertThat(changes(() -> store.forget(ada))).isEmpty();
        assertThat(changes(() -> store.detach(ada, phone, NODE))).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(sweepAll()).isEmpty();

        assertThat(keys()).allMatch(key -> key.startsWith("parley:presence:gone:")); // devices, for a minute
    }

    @Test
    void whoIsInTheirGraceIsForgottenAtOnce() {
        does(() -> store.attach(ada, phone, NODE));
        does(() -> store.detach(ada, phone, NODE));

        assertThat(changes(() -> store.forget(ada))).containsExactly(new Presence(ada, OFFLINE, null));
        pass(Duration.ofMinutes(1));
        assertThat(sweepAll()).isEmpty();
        assertThat(keys()).allMatch(key -> key.startsWith("parley:presence:gone:")); // devices, for a minute
    }

    @Test
    void whoLeavesIsShownAsBeforeUntilTheGraceHasEnded() {
        does(() -> store.attach(ada, phone, NODE));
        does(() -> store.renew(NODE));
        var before = Instant.now();
        assertThat(changes(() -> store.detach(ada, phone, NODE))).isEmpty();

        pass(Duration.ofMillis(9_500));
        assertThat(sweepAll()).isEmpty();
        assertThat(status(ada)).isEqualTo(ONLINE);

        pass(Duration.ofMillis(600));
        var told = sweepAll();
        assertThat(told).extracting(Presence::status).containsExactly(OFFLINE);
        assertThat(told.get(0).lastSeenAt()).isBetween(before.minusMillis(1), before.plusSeconds(5));
        assertThat(presence(ada)).isEqualTo(told.get(0));
        assertThat(sweepAll()).isEmpty();
    }

    @Test
    void aReloadWithinTheGraceIsNoChangeAndKeepsTheStatus() {
        does(() -> store.attach(ada, phone, NODE));
        does(() -> store.set(ada, phone, AWAY));
        does(() -> store.detach(ada, phone, NODE));
        pass(Duration.ofSeconds(9));
        assertThat(changes(() -> store.attach(ada, laptop, OTHER_NODE))).isEmpty();
        does(() -> store.renew(OTHER_NODE));
        pass(Duration.ofSeconds(5));
        assertThat(sweepAll()).isEmpty();
        assertThat(status(ada)).isEqualTo(AWAY);
    }

    @Test
    void theMostPresentOfTheDevicesIsShown() {
        does(() -> store.attach(ada, phone, NODE));
        does(() -> store.attach(ada, laptop, NODE));
        assertThat(changes(() -> store.set(ada, phone, AWAY))).isEmpty();
        assertThat(statuses(changes(() -> store.set(ada, laptop, AWAY)))).containsExactly(AWAY);
        assertThat(statuses(changes(() -> store.set(ada, phone, ONLINE)))).containsExactly(ONLINE);
        assertThat(statuses(changes(() -> store.set(ada, laptop, BUSY)))).containsExactly(BUSY);
        assertThat(changes(() -> store.set(ada, laptop, BUSY))).isEmpty();
        assertThat(statuses(changes(() -> store.detach(ada, laptop, NODE)))).containsExactly(ONLINE);
    }

    @Test
    void theDevicesOfADeadNodeAreGoneWithin30Seconds() {
        does(() -> store.renew(NODE));
        does(() -> store.attach(ada, phone, NODE));
        var lastHeard = Instant.now();

        pass(Duration.ofMillis(14_000));
        assertThat(sweepAll()).isEmpty();
        pass(Duration.ofMillis(2_000)); // 16 s: the lease is over, the grace begins
        assertThat(sweepAll()).isEmpty();
        assertThat(status(ada)).isEqualTo(ONLINE);
        pass(Duration.ofMillis(11_000)); // 27 s
        var told = sweepAll();
        assertThat(told).extracting(Presence::status).containsExactly(OFFLINE);
        assertThat(told.get(0).lastSeenAt()).isBetween(lastHeard.minusSeconds(2), lastHeard.plusSeconds(2));
    }

    @Test
    void aNodeThatRenewsKeepsItsDevices() {
        does(() -> store.attach(ada, phone, NODE));
        does(() -> store.renew(NODE));
        for (int i = 0; i < 6; i++) {
            pass(Duration.ofSeconds(10));
            assertThat(renew(NODE)).isTrue();
            assertThat(sweepAll()).isEmpty();
        }
        assertThat(status(ada)).isEqualTo(ONLINE);
    }

    @Test
    void aDeviceOnALivingNodeOutlivesOneOnADeadNode() {
        does(() -> store.attach(ada, phone, NODE));
        does(() -> store.set(ada, phone, BUSY));
        pass(Duration.ofSeconds(10));
        does(() -> store.attach(ada, laptop, OTHER_NODE));
        pass(Duration.ofSeconds(6));
        assertThat(statuses(sweepAll())).containsExactly(ONLINE);
        pass(Duration.ofSeconds(8));
        does(() -> store.renew(OTHER_NODE));
        pass(Duration.ofSeconds(8));
        assertThat(sweepAll()).isEmpty();
    }

    @Test
    void aNodeThatAttachesAgainAfterItsLeaseIsNoChange() {
        does(() -> store.renew(NODE));
        does(() -> store.attach(ada, phone, NODE));
        pass(Duration.ofSeconds(16));
        assertThat(sweepAll()).isEmpty();
        assertThat(renew(NODE)).as("known").isFalse();
        assertThat(changes(() -> store.attach(ada, phone, NODE))).isEmpty();
        pass(Duration.ofSeconds(12));
        assertThat(sweepAll()).isEmpty();
        assertThat(status(ada)).isEqualTo(ONLINE);
    }

    @Test
    void aForgottenNodeIsUnknownEvenIfADeviceAttachedSince() {
        assertThat(renew(NODE)).isFalse();
        assertThat(renew(NODE)).isTrue();
        flush();
        does(() -> store.attach(ada, phone, NODE));
        assertThat(renew(NODE)).isFalse();
        assertThat(renew(NODE)).isTrue();
    }

    @Test
    void anAttachThatItsDetachOvertookDoesNotBringTheDeviceBack() {
        assertThat(changes(() -> store.detach(ada, phone, NODE))).isEmpty();
        assertThat(changes(() -> store.attach(ada, phone, NODE))).isEmpty();
        assertThat(status(ada)).isEqualTo(OFFLINE);
    }

    @Test
    void aStatusSetBeforeTheDeviceIsAttachedHolds() {
        assertThat(changes(() -> store.set(ada, phone, BUSY))).isEmpty();
        assertThat(status(ada)).isEqualTo(OFFLINE);
        assertThat(statuses(changes(() -> store.attach(ada, phone, NODE)))).containsExactly(BUSY);
    }

    @Test
    void aThousandUsersOfADeadNodeAreSweptInBoundedSteps() {
        var users = IntStream.range(0, 1_000).mapToObj(i -> UserId.next()).toList();
        does(() -> Future.all(users.stream()
                .map(user -> store.attach(user, DeviceId.next(), NODE))
                .toList()));
        pass(Duration.ofSeconds(16));
        assertThat(Await.result(Await.on(CONTEXT, store::sweep)).more()).isTrue();
        assertThat(sweepAll()).isEmpty();
        pass(Duration.ofSeconds(11));
        assertThat(sweepAll())
                .hasSize(1_000)
                .allMatch(presence -> presence.status() == OFFLINE)
                .extracting(Presence::userId)
                .containsExactlyInAnyOrderElementsOf(users);
    }

    @Test
    void nothingIsLeftBehindButTheLastSeenTime() {
        does(() -> store.renew(NODE));
        does(() -> store.attach(ada, phone, NODE));
        pass(Duration.ofSeconds(16));
        assertThat(sweepAll()).isEmpty();
        pass(Duration.ofSeconds(11));
        assertThat(sweepAll()).hasSize(1);
        assertThat(keys()).containsExactly("parley:presence:user:" + ada);
        var ttl = Await.result(
                Await.on(CONTEXT, () -> LINK.send(Request.cmd(Command.TTL).arg("parley:presence:user:" + ada))));
        assertThat(ttl.toLong()).isPositive();
    }

    private void pass(Duration time) {
        shift.addAndGet(time.toMillis());
    }

    private static void does(Supplier<? extends Future<?>> call) {
        Await.done(Await.on(CONTEXT, () -> call.get().mapEmpty()));
    }

    private boolean renew(String node) {
        return Await.result(Await.on(CONTEXT, () -> store.renew(node)));
    }

    private List<Presence> changes(Supplier<Future<List<Presence>>> call) {
        return Await.result(Await.on(CONTEXT, call));
    }

    private List<Presence> sweepAll() {
        var all = new ArrayList<Presence>();
        PresenceStore.Swept swept;
        do {
            swept = Await.result(Await.on(CONTEXT, store::sweep));
            all.addAll(swept.changes());
        } while (swept.more());
        return all;
    }

    private static List<String> keys() {
        var keys = Await.result(
                Await.on(CONTEXT, () -> LINK.send(Request.cmd(Command.KEYS).arg("*"))));
        return keys.stream().map(Response::toString).toList();
    }

    private Presence presence(UserId user) {
        return changes(() -> store.get(List.of(user))).get(0);
    }

    private PresenceStatus status(UserId user) {
        return presence(user).status();
    }

    private static List<PresenceStatus> statuses(List<Presence> presences) {
        return presences.stream().map(Presence::status).toList();
    }
}
