package dev.parley.auth;

import dev.parley.auth.AuthConfig.LoginLimits;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The failed log-ins of one account, or from one address.
 *
 * @param windowBegan when {@code count} was zero
 * @param count failures since then
 * @param blocks how often it was blocked in a row: each time for longer
 * @param blockedUntil the end of the last block, null if there was none
 */
record LoginFailures(
        Instant windowBegan,
        int count,
        int blocks,
        @Nullable Instant blockedUntil) {
    /** The twentieth doubling of a second is twelve days: beyond any block. */
    private static final int DOUBLINGS = 20;

    static LoginFailures none(Instant now) {
        return new LoginFailures(now, 0, 0, null);
    }

    /** How long to wait, zero if there is no need. */
    Duration blockedFor(Instant now) {
        return blockedUntil == null || !blockedUntil.isAfter(now) ? Duration.ZERO : Duration.between(now, blockedUntil);
    }

    /**
     * With one more.
     *
     * @param most failures within the window that block
     * @param longestBlock for whom this counts
     */
    LoginFailures and(Instant now, int most, Duration longestBlock, LoginLimits limits) {
        // Quiet for long: whoever it was has given up.
        int blocksInARow = now.isAfter(windowBegan.plus(limits.longestBlock().multipliedBy(2))) ? 0 : blocks;
        boolean inWindow = now.isBefore(windowBegan.plus(limits.window()));
        int counted = inWindow ? count + 1 : 1;
        if (counted < most) {
            return new LoginFailures(inWindow ? windowBegan : now, counted, blocksInARow, blockedUntil);
        }
        var block = limits.window().multipliedBy(1L << Math.min(blocksInARow, DOUBLINGS));
        var until = now.plus(block.compareTo(longestBlock) < 0 ? block : longestBlock);
        return new LoginFailures(now, 0, blocksInARow + 1, until);
    }
}
