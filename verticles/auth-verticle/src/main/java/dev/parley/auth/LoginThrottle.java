package dev.parley.auth;

import dev.parley.auth.AuthConfig.LoginLimits;
import dev.parley.postgres.Postgres;
import dev.parley.postgres.Queries;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * Counts failed log-ins per account and per address, in the store: over all nodes together, and on after one starts anew.
 * An account that does not exist is counted like any other, so that a block tells nothing. A log-in that succeeds, of an
 * account that nobody failed at, writes nothing.
 *
 * <p>Ask before a password is checked, and again before the answer is given: then of any number of guesses sent at the
 * same moment, to whichever nodes, only as many as the limit allows learn anything, while right passwords from one busy
 * address do not stand in each other's way. While the store does not answer, nobody learns anything: all of these fail as
 * UNAVAILABLE.
 *
 * <p>Owned by the verticle's context.
 */
final class LoginThrottle {
    /** Of a hash: 128 bits, none of which anybody can choose. */
    private static final int KEY_BYTES = 16;

    private final LoginLimits limits;
    private final Postgres postgres;
    private final KnownBlocks known = new KnownBlocks();

    LoginThrottle(LoginLimits limits, Postgres postgres) {
        this.limits = limits;
        this.postgres = postgres;
    }

    /** How long the two must still wait, zero if they need not. */
    Future<Duration> blockedFor(String account, String address, Instant now) {
        var accountKey = accountKey(account);
        var addressKey = addressKey(address);
        var already = longer(known.blockedFor(accountKey, now), known.blockedFor(addressKey, now));
        return already.isZero()
                ? LoginFailureStore.find(postgres, accountKey, addressKey).map(found -> blockedFor(found, now))
                : Future.succeededFuture(already);
    }

    /**
     * Counts a failure, unless the two are blocked meanwhile.
     *
     * @return how long they must wait for an answer; zero if this one may be told that it failed
     */
    Future<Duration> failed(String account, String address, Instant now) {
        var accountKey = accountKey(account);
        var addressKey = addressKey(address);
        return postgres.transaction(transaction -> LoginFailureStore.hold(transaction, now, accountKey, addressKey)
                .compose(held -> {
                    var wait = blockedFor(held, now);
                    return wait.isZero()
                            ? Future.all(
                                            add(
                                                    transaction,
                                                    held,
                                                    accountKey,
                                                    now,
                                                    limits.perAccount(),
                                                    limits.longestBlock()),
                                            add(
                                                    transaction,
                                                    held,
                                                    addressKey,
                                                    now,
                                                    limits.perAddress(),
                                                    limits.window()))
                                    .map(wait)
                            : Future.succeededFuture(wait);
                }));
    }

    private Future<Void> add(
            Queries transaction,
            Map<String, LoginFailures> held,
            String key,
            Instant now,
            int most,
            Duration longestBlock) {
        var before = held.getOrDefault(key, LoginFailures.none(now));
        return LoginFailureStore.save(transaction, key, before.and(now, most, longestBlock, limits));
    }

    /**
     * Forgets the account's failures, unless the two are blocked meanwhile; the address's are not forgotten, or one good
     * account would buy endless guesses.
     *
     * @return how long they must wait for an answer; zero if this one may be told that it succeeded
     */
    Future<Duration> succeeded(String account, String address, Instant now) {
        var accountKey = accountKey(account);
        return LoginFailureStore.find(postgres, accountKey, addressKey(address)).compose(found -> {
            var wait = blockedFor(found, now);
            return wait.isZero() && found.containsKey(accountKey)
                    ? LoginFailureStore.forget(postgres, accountKey).map(wait)
                    : Future.succeededFuture(wait);
        });
    }

    /** Forgets what no longer counts. @return how many */
    Future<Integer> sweep(Instant now) {
        var remembered = longer(limits.longestBlock(), limits.window()).multipliedBy(2);
        return LoginFailureStore.sweep(postgres, now.minus(remembered), limits.tracked());
    }

    private Duration blockedFor(Map<String, LoginFailures> found, Instant now) {
        var longest = Duration.ZERO;
        for (var entry : found.entrySet()) {
            var until = entry.getValue().blockedUntil();
            if (until != null && until.isAfter(now)) {
                known.add(entry.getKey(), until);
                longest = longer(longest, Duration.between(now, until));
            }
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static String accountKey(String account) {
        return key("account " + account);
    }

    private static String addressKey(String address) {
        return key("address " + address);
    }

    private static String key(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, KEY_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
