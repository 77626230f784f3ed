package dev.parley.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void theBurstIsTakenAtOnceAndTheNextOneWaits() {
        var buckets = new TokenBuckets<String>(10, 3, 100);
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take("a", 0)).isZero();
        }
        assertThat(buckets.take("a", 0)).isEqualTo(SECOND / 10);
    }

    @Test
    void oneTokenComesBackAfterItsTime() {
        var buckets = new TokenBuckets<String>(10, 1, 100);
        assertThat(buckets.take("a", 0)).isZero();
        assertThat(buckets.take("a", SECOND / 10 - 1)).isEqualTo(1);
        assertThat(buckets.take("a", SECOND / 10)).isZero();
    }

    @Test
    void aRefusedTakeCostsNothing() {
        var buckets = new TokenBuckets<String>(10, 1, 100);
        assertThat(buckets.take("a", 0)).isZero();
        for (int i = 0; i < 50; i++) {
            assertThat(buckets.take("a", 1)).isPositive();
        }
        assertThat(buckets.take("a", SECOND / 10)).isZero();
    }

    @Test
    void restingLongerSavesNoMoreThanTheBurst() {
        var buckets = new TokenBuckets<String>(10, 2, 100);
        long later = 3600 * SECOND;
        assertThat(buckets.take("a", 0)).isZero();
        assertThat(buckets.take("a", later)).isZero();
        assertThat(buckets.take("a", later)).isZero();
        assertThat(buckets.take("a", later)).isPositive();
    }

    @Test
    void oneKeyDoesNotPayForAnother() {
        var buckets = new TokenBuckets<String>(10, 1, 100);
        assertThat(buckets.take("a", 0)).isZero();
        assertThat(buckets.take("b", 0)).isZero();
    }

    @Test
    void theClockMayOverflow() {
        var buckets = new TokenBuckets<String>(10, 1, 100);
        assertThat(buckets.take("a", Long.MAX_VALUE - 5)).isZero();
        assertThat(buckets.take("a", Long.MIN_VALUE)).isPositive();
        assertThat(buckets.take("a", Long.MIN_VALUE + SECOND)).isZero();
    }

    @Test
    void onlySoManyKeysAreKept() {
        var buckets = new TokenBuckets<Integer>(10, 1, 100);
        for (int i = 0; i < 1000; i++) {
            assertThat(buckets.take(i, 0)).isZero();
        }
        assertThat(buckets.size()).isEqualTo(100);
        assertThat(buckets.take(999, 0)).as("the last used are kept").isPositive();
    }
}
