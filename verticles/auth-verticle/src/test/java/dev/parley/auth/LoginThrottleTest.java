package dev.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.AuthConfig.LoginLimits;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LoginLimits LIMITS = new LoginLimits(5, 5, MINUTE, Duration.ofMinutes(4), 1_000);

    private final LoginThrottle throttle = new LoginThrottle(LIMITS);

    @Test
    void fiveFailuresOfOneAccountFromDifferentAddressesBlockIt() {
        for (int i = 0; i < 4; i++) {
            throttle.failed("ann", "address-" + i, START);
        }
        assertThat(throttle.blockedFor("ann", "elsewhere", START)).isZero();

        throttle.failed("ann", "address-4", START);

        assertThat(throttle.blockedFor("ann", "elsewhere", START)).isEqualTo(MINUTE);
        assertThat(throttle.blockedFor("bob", "elsewhere", START)).isZero();
    }

    @Test
    void fiveFailuresFromOneAddressOnDifferentAccountsBlockIt() {
        for (int i = 0; i < 5; i++) {
            throttle.failed("account-" + i, "address", START);
        }

        assertThat(throttle.blockedFor("ann", "address", START)).isEqualTo(MINUTE);
        assertThat(throttle.blockedFor("account-0", "elsewhere", START)).isZero();
    }

    @Test
    void failuresOfDifferentMinutesDoNotAddUp() {
        for (int i = 0; i < 20; i++) {
            throttle.failed("ann", "address", START.plus(MINUTE.multipliedBy(i / 4)));
        }

        assertThat(throttle.blockedFor("ann", "address", START.plus(MINUTE.multipliedBy(4))))
                .isZero();
    }

    @Test
    void eachFurtherBlockOfAnAccountIsTwiceAsLongUpToTheLongest() {
        var now = START;
        for (var expected : new int[] {1, 2, 4, 4}) {
            failFiveTimes("ann", "address-" + now, now);
            assertThat(throttle.blockedFor("ann", "elsewhere", now)).isEqualTo(Duration.ofMinutes(expected));
            now = now.plus(Duration.ofMinutes(expected));
            assertThat(throttle.blockedFor("ann", "elsewhere", now)).isZero();
        }
    }

    @Test
    void addressIsNeverBlockedForLongerThanTheWindow() {
        var now = START;
        for (int round = 0; round < 4; round++) {
            failFiveTimes("account-" + round, "address", now);
            assertThat(throttle.blockedFor("ann", "address", now)).isEqualTo(MINUTE);
            now = now.plus(MINUTE);
        }
    }

    @Test
    void quietForLongMakesTheNextBlockShortAgain() {
        failFiveTimes("ann", "a", START);
        var later = START.plus(LIMITS.longestBlock().multipliedBy(3));

        failFiveTimes("ann", "b", later);

        assertThat(throttle.blockedFor("ann", "elsewhere", later)).isEqualTo(MINUTE);
    }

    @Test
    void successForgetsTheAccountsFailuresButNotTheAddresss() {
        for (int i = 0; i < 4; i++) {
            throttle.failed("ann", "address", START);
        }
        throttle.succeeded("ann");
        throttle.failed("ann", "address", START);

        assertThat(throttle.blockedFor("ann", "elsewhere", START)).isZero();
        assertThat(throttle.blockedFor("bob", "address", START)).isEqualTo(MINUTE);
    }

    @Test
    void remembersNoMoreThanItMay() {
        failFiveTimes("ann", "address", START);
        for (int i = 0; i < 1_000; i++) {
            throttle.failed("account-" + i, "address-" + i, START);
        }

        assertThat(throttle.blockedFor("ann", "address", START)).isZero();
    }

    private void failFiveTimes(String account, String address, Instant now) {
        for (int i = 0; i < 5; i++) {
            throttle.failed(account, address, now);
        }
    }
}
