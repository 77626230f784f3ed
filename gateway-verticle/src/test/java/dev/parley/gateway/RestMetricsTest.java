package dev.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestMetricsTest {
    private final TestGateway gateway = TestGateway.listening();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void refusedCallIsTimedAndCountedByItsCode() {
        assertThat(gateway.calls().get("/api/v1/users/me").statusCode()).isEqualTo(401);

        awaitCount("parley.gateway.rest", "status", "4xx");
        assertThat(gateway.measured
                        .get("parley.gateway.errors")
                        .tags("door", "rest", "code", "UNAUTHENTICATED")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatIsNoRestCallIsNotMeasured() {
        assertThat(gateway.calls().get("/health/live").statusCode()).isEqualTo(200);
        assertThat(gateway.calls().get("/api/v1/no-such").statusCode()).isEqualTo(404);

        awaitCount("parley.gateway.rest", "status", "4xx");
        assertThat(gateway.measured
                        .get("parley.gateway.rest")
                        .tag("status", "2xx")
                        .timer()
                        .count())
                .isZero();
    }

    /** The answer is out a moment before it is measured. */
    private void awaitCount(String name, String label, String value) {
        var timer = gateway.measured.get(name).tag(label, value).timer();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (timer.count() != 1) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
