package dev.parley.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.limit.Pace;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientPaceTest {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int LOOKS = 20;

    /** Well over what is asked for between two looks. */
    private static final int PLENTY = Pace.BYTES_PER_SECOND;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aByteNowAndThenIsTooSlow() throws TimeoutException {
        assertThat(firstOf(1, () -> true)).isEqualTo("too slow");
    }

    @Test
    void whoKeepsThePaceGoesOn() throws TimeoutException {
        assertThat(firstOf(PLENTY, () -> true)).isEqualTo("all looks");
    }

    @Test
    void whoeverIsNotWaitedForMayBeSilent() throws TimeoutException {
        assertThat(firstOf(0, () -> false)).isEqualTo("all looks");
    }

    /** What comes first while {@code bytes} move ten times between two looks. */
    private String firstOf(int bytes, BooleanSupplier awaited) throws TimeoutException {
        var first = Promise.<String>promise();
        vertx.runOnContext(start -> {
            var pace = new ClientPace(vertx, LOOK_EVERY, awaited, () -> first.tryComplete("too slow"));
            pace.start();
            var ticks = new AtomicInteger();
            vertx.setPeriodic(LOOK_EVERY.toMillis() / 10, tick -> {
                pace.moved(bytes);
                if (ticks.incrementAndGet() == 10 * LOOKS) {
                    pace.stop();
                    first.tryComplete("all looks");
                }
            });
        });
        return first.future().await(30, TimeUnit.SECONDS);
    }
}
