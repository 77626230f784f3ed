package dev.parley.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.model.bus.Bus;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a bus that no other node is on: the question always comes back to the one who asks. */
class SelfProbeTest {
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger members = new AtomicInteger(2);
    private final AtomicLong nanoTime = new AtomicLong();
    private final List<String> deaf = new CopyOnWriteArrayList<>();
    private final SelfProbe probe = started();

    private SelfProbe started() {
        var made = new SelfProbe(vertx, new Bus(vertx), members::get, SILENCE, deaf::add, nanoTime::get);
        made.start().await();
        return made;
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whomNobodyElseReachesIsDeaf() {
        ticks(10);
        assertThat(deaf).isEmpty();

        ticks(2);

        assertThat(deaf).singleElement().asString().contains("no other node has reached it");
    }

    @Test
    void whoIsAloneIsNot() {
        members.set(1);
        ticks(60);
        assertThat(deaf).isEmpty();

        members.set(2);
        ticks(10);

        assertThat(deaf).as("the others get their time").isEmpty();
    }

    @Test
    void whoStoodStillWasDeclaredDead() {
        ticks(1);
        nanoTime.addAndGet(SILENCE.plusSeconds(1).toNanos());
        probe.tick();
        ticks(20);

        assertThat(deaf).as("told once").singleElement().asString().contains("stood still for 6000 ms");
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
            probe.tick();
        }
    }
}
