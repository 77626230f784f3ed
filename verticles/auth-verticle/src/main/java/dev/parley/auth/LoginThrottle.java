package dev.parley.auth;

import dev.parley.auth.AuthConfig.LoginLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed log-ins per account and per address. An account that does not exist is counted like any other, so that
 * a block tells nothing. Kept in memory: each node counts for itself.
 *
 * <p>Ask before a password is checked, and again before the answer is given: then of any number of guesses sent at the
 * same moment only as many as the limit allows learn anything, while right passwords from one busy address do not stand
 * in each other's way.
 *
 * <p>Owned by the verticle's context.
 */
final class LoginThrottle {
    private final LoginLimits limits;
    private final Map<String, Failures> accounts;
    private final Map<String, Failures> addresses;

    LoginThrottle(LoginLimits limits) {
        this.limits = limits;
        this.accounts = new Bounded(limits.tracked());
        this.addresses = new Bounded(limits.tracked());
    }

    /** How long the two must still wait, zero if they need not. */
    Duration blockedFor(String account, String address, Instant now) {
        var byAccount = blockedFor(accounts.get(account), now);
        var byAddress = blockedFor(addresses.get(address), now);
        return byAccount.compareTo(byAddress) >= 0 ? byAccount : byAddress;
    }

    void failed(String account, String address, Instant now) {
        accounts.computeIfAbsent(account, key -> new Failures(now))
                .add(now, limits.perAccount(), limits.longestBlock());
        addresses.computeIfAbsent(address, key -> new Failures(now)).add(now, limits.perAddress(), limits.window());
    }

    /** The account's failures are forgotten; the address's are not, or one good account would buy endless guesses. */
    void succeeded(String account) {
        accounts.remove(account);
    }

    private static Duration blockedFor(@Nullable Failures failures, Instant now) {
        return failures == null || !failures.blockedUntil.isAfter(now)
                ? Duration.ZERO
                : Duration.between(now, failures.blockedUntil);
    }

    private final class Failures {
        private Instant windowBegan;
        private Instant blockedUntil = Instant.MIN;
        private int count;
        private int blocks;

        private Failures(Instant now) {
            this.windowBegan = now;
        }

        private void add(Instant now, int limit, Duration longestBlock) {
            if (now.isAfter(windowBegan.plus(limits.longestBlock().multipliedBy(2)))) {
                blocks = 0; // quiet for long: whoever it was has given up
            }
            if (!now.isBefore(windowBegan.plus(limits.window()))) {
                windowBegan = now;
                count = 0;
            }
            count++;
            if (count >= limit) {
                var block = limits.window().multipliedBy(1L << Math.min(blocks, 20));
                blockedUntil = now.plus(block.compareTo(longestBlock) < 0 ? block : longestBlock);
                windowBegan = now;
                count = 0;
                blocks++;
            }
        }
    }

    private static final class Bounded extends LinkedHashMap<String, Failures> {
        private final int most;

        private Bounded(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > most;
        }
    }
}
