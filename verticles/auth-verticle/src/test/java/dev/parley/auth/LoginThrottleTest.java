package dev.parley.auth;

import static dev.parley.postgres.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.auth.AuthConfig.LoginLimits;
import dev.parley.postgres.Postgres;
import dev.parley.postgres.PostgresConfig;
import dev.parley.postgres.PostgresFixture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes that count in one store; what one of them is told, the other must know. */
class LoginThrottleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LoginLimits LIMITS = new LoginLimits(5, 5, MINUTE, Duration.ofMinutes(4), 10);

    private final Vertx vertx = Vertx.vertx();
    private final PostgresConfig database = PostgresFixture.freshDatabase();
    private final Postgres postgres = open();
    private final LoginThrottle one = new LoginThrottle(LIMITS, postgres);
    private final LoginThrottle other = new LoginThrottle(LIMITS, open());

    private Postgres open() {
        return await(Postgres.open(vertx, database, "auth"));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void fiveFailuresOfOneAccountFromDifferentAddressesBlockIt() {
        for (int i = 0; i < 4; i++) {
            fail(i % 2 == 0 ? one : other, "ann", "address-" + i, START);
        }
        assertThat(blockedFor("ann", "elsewhere", START)).isZero();

        fail(one, "ann", "address-4", START);

        assertThat(blockedFor("ann", "elsewhere", START)).isEqualTo(MINUTE);
        assertThat(blockedFor("bob", "elsewhere", START)).isZero();
    }

    @Test
    void fiveFailuresFromOneAddressOnDifferentAccountsBlockIt() {
        for (int i = 0; i < 5; i++) {
            fail(i % 2 == 0 ? one : other, "account-" + i, "address", START);
        }

        assertThat(blockedFor("ann", "address", START)).isEqualTo(MINUTE);
        assertThat(blockedFor("account-0", "elsewhere", START)).isZero();
    }

    @Test
    void failuresAtTheSameMomentOnEveryNodeAreAsManyAsTheLimitAllows() {
        List<Future<Duration>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add((i % 2 == 0 ? one : other).failed("ann", i % 3 == 0 ? "here" : "there-" + i, START));
        }

        assertThat(answers.stream().map(answer -> await(answer)))
                .filteredOn(Duration::isZero)
                .hasSize(5);
        assertThat(await(one.succeeded("ann", "elsewhere", START))).isEqualTo(MINUTE);
    }

    @Test
    void whoIsBlockedIsNotCountedFurther() {
        failFiveTimes("ann", "address", START);

        assertThat(await(other.failed("ann", "elsewhere", START))).isEqualTo(MINUTE);
        for (int i = 0; i < 4; i++) {
            fail(other, "account-" + i, "elsewhere", START);
        }

        assertThat(blockedFor("bob", "elsewhere", START)).isZero();
    }

    @Test
    void failuresOfDifferentMinutesDoNotAddUp() {
        for (int i = 0; i < 20; i++) {
            fail(one, "ann", "address", START.plus(MINUTE.multipliedBy(i / 4)));
        }

        assertThat(blockedFor("ann", "address", START.plus(MINUTE.multipliedBy(4))))
                .isZero();
    }

    @Test
    void eachFurtherBlockOfAnAccountIsTwiceAsLongUpToTheLongest() {
        var now = START;
        for (var expected : new int[] {1, 2, 4, 4}) {
            failFiveTimes("ann", "address-" + now, now);
            assertThat(blockedFor("ann", "elsewhere", now)).isEqualTo(Duration.ofMinutes(expected));
            now = now.plus(Duration.ofMinutes(expected));
            assertThat(blockedFor("ann", "elsewhere", now)).isZero();
        }
    }

    @Test
    void addressIsNeverBlockedForLongerThanTheWindow() {
        var now = START;
        for (int round = 0; round < 4; round++) {
            failFiveTimes("account-" + round, "address", now);
            assertThat(blockedFor("ann", "address", now)).isEqualTo(MINUTE);
            now = now.plus(MINUTE);
        }
    }

    @Test
    void quietForLongMakesTheNextBlockShortAgain() {
        failFiveTimes("ann", "a", START);
        var later = START.plus(LIMITS.longestBlock().multipliedBy(3));

        failFiveTimes("ann", "b", later);

        assertThat(blockedFor("ann", "elsewhere", later)).isEqualTo(MINUTE);
    }

    @Test
    void successForgetsTheAccountsFailuresButNotTheAddresss() {
        for (int i = 0; i < 4; i++) {
            fail(one, "ann", "address", START);
        }
        assertThat(await(other.succeeded("ann", "address", START))).isZero();
        fail(one, "ann", "address", START);

        assertThat(blockedFor("ann", "elsewhere", START)).isZero();
        assertThat(blockedFor("bob", "address", START)).isEqualTo(MINUTE);
    }

    @Test
    void successOfAnAccountThatNobodyFailedAtWritesNothing() {
        fail(one, "bob", "address", START);
        var oneConnection = new PostgresConfig(
                database.host(), database.port(), database.database(), database.user(), database.password(), 1);
        var mayNotWrite = await(Postgres.open(vertx, oneConnection, "auth"));
        await(mayNotWrite.query("set default_transaction_read_only = on"));
        var throttle = new LoginThrottle(LIMITS, mayNotWrite);

        assertThat(await(throttle.blockedFor("ann", "address", START))).isZero();
        assertThat(await(throttle.succeeded("ann", "address", START))).isZero();
        assertThatThrownBy(() -> await(throttle.failed("ann", "address", START)))
                .as("a write")
                .isNotNull();
    }

    @Test
    void whatIsOldIsForgotten() {
        fail(one, "ann", "address", START);
        fail(one, "bob", "address", START.plus(MINUTE.multipliedBy(5)));

        assertThat(await(one.sweep(START.plus(MINUTE.multipliedBy(9))))).isEqualTo(1);
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void remembersNoMoreThanItMay() {
        failFiveTimes("ann", "address", START);
        for (int i = 0; i < 20; i++) {
            fail(one, "account-" + i, "address-" + i, START.plusSeconds(1));
        }

        assertThat(await(one.sweep(START.plusSeconds(2)))).isEqualTo(32);
        assertThat(rows()).isEqualTo(LIMITS.tracked());
        var anew = new LoginThrottle(LIMITS, postgres);
        assertThat(await(anew.blockedFor("ann", "address", START))).isZero();
    }

    private long rows() {
        return await(postgres.query("select count(*) from login_failures"))
                .iterator()
                .next()
                .getLong(0);
    }

    private void failFiveTimes(String account, String address, Instant now) {
        for (int i = 0; i < 5; i++) {
            fail(i % 2 == 0 ? one : other, account, address, now);
        }
    }

    private static void fail(LoginThrottle node, String account, String address, Instant now) {
        assertThat(await(node.failed(account, address, now))).isZero();
    }

    /** As both nodes say. */
    private Duration blockedFor(String account, String address, Instant now) {
        var answer = await(one.blockedFor(account, address, now));
        assertThat(await(other.blockedFor(account, address, now))).isEqualTo(answer);
        return answer;
    }
}
