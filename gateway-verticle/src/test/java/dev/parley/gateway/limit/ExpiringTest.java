package dev.parley.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiringTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Near where nanoTime overflows. */
    private static final long START = Long.MAX_VALUE - 2 * SECOND;

    private final Expiring<String> queue = new Expiring<>(Duration.ofSeconds(3));

    private List<String> expiredAt(long seconds) {
        List<String> expired = new ArrayList<>();
        queue.expire(START + seconds * SECOND, expired::add);
        return expired;
    }

    private void put(String thing, long seconds) {
        queue.put(thing, START + seconds * SECOND);
    }

    @Test
    void eachExpiresWhenItsTimeIsOverAndOnce() {
        put("one", 0);
        put("two", 1);

        assertThat(expiredAt(2)).isEmpty();
        assertThat(expiredAt(3)).containsExactly("one");
        assertThat(expiredAt(4)).containsExactly("two");
        assertThat(queue.size()).isZero();
    }

    @Test
    void whatIsPutAgainBeginsAnewAndWhatIsTakenOutDoesNotExpire() {
        put("one", 0);
        put("two", 0);
        put("three", 0);
        put("one", 2);
        queue.remove("two");

        assertThat(expiredAt(4)).containsExactly("three");
        assertThat(expiredAt(5)).containsExactly("one");
    }

    @Test
    void whatIsSettledIsForgotten() {
        put("one", 0);
        put("two", 0);

        queue.removeIf("one"::equals);

        assertThat(expiredAt(10)).containsExactly("two");
    }

    @Test
    void anotherMayBePutWhileOneExpires() {
        put("one", 0);
        queue.expire(START + 3 * SECOND, expired -> put(expired + " again", 3));

        assertThat(expiredAt(5)).isEmpty();
        assertThat(expiredAt(6)).containsExactly("one again");
    }
}
