package dev.parley.notification.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Retries longest = new Retries(Duration.ofSeconds(5), Retries.LONGEST_PAUSE, () -> 1);
    private final Retries shortest = new Retries(Duration.ofSeconds(5), Retries.LONGEST_PAUSE, () -> 0);

    @Test
    void pausesGrowToABound() {
        assertThat(longest.pause(1, null)).isEqualTo(Duration.ofSeconds(5));
        assertThat(longest.pause(2, null)).isEqualTo(Duration.ofSeconds(10));
        assertThat(longest.pause(4, null)).isEqualTo(Duration.ofSeconds(40));
        assertThat(longest.pause(99, null)).isEqualTo(Retries.LONGEST_PAUSE);
        assertThat(shortest.pause(4, null)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void whoAsksForMoreGetsIt() {
        assertThat(longest.pause(1, Duration.ofMinutes(30))).isEqualTo(Duration.ofMinutes(30));
        assertThat(longest.pause(1, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        assertThat(Retries.asked("120", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Retries.asked("Sun, 01 Mar 2026 12:05:00 GMT", NOW)).isEqualTo(Duration.ofMinutes(5));
        assertThat(Retries.asked("Sun, 01 Mar 2026 11:00:00 GMT", NOW)).isNull();
        assertThat(Retries.asked("999999999", NOW)).isEqualTo(Retries.LONGEST_ASKED);
        assertThat(Retries.asked("soon", NOW)).isNull();
        assertThat(Retries.asked("-5", NOW)).isNull();
        assertThat(Retries.asked(null, NOW)).isNull();
    }
}
