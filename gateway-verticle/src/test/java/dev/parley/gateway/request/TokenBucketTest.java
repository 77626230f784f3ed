package dev.parley.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000;

    private final TokenBucket bucket = new TokenBucket(20, 40, 0);

    @Test
    void burstThenTheRate() {
        for (int i = 0; i < 40; i++) {
            assertThat(bucket.take(0)).isZero();
        }
        assertThat(bucket.take(0)).isEqualTo(50);
        assertThat(bucket.take(SECOND / 40)).isEqualTo(25);
        assertThat(bucket.take(SECOND / 20)).isZero();
        assertThat(bucket.take(SECOND / 20)).isEqualTo(50);
    }

    @Test
    void pauseFillsItUpAndNoFurther() {
        for (int i = 0; i < 40; i++) {
            assertThat(bucket.take(0)).isZero();
        }
        assertThat(bucket.isFull(SECOND)).isFalse();
        assertThat(bucket.isFull(100 * SECOND)).isTrue();
        for (int i = 0; i < 40; i++) {
            assertThat(bucket.take(100 * SECOND)).isZero();
        }
        assertThat(bucket.take(100 * SECOND)).isPositive();
    }
}
