package dev.parley.it.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.client.Await;
import dev.parley.it.client.Several;
import dev.parley.it.fault.ProxiedParley;
import dev.parley.it.system.Folders;
import dev.parley.it.system.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Everyone writes twice as fast as they may, while the broker and then MongoDB take next to nothing: all of it is answered,
 * nothing grows without end, and what is acknowledged is stored.
 */
@Tag("faults")
@Isolated("needs the machine for itself")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class BackpressureTest {
    private static final int FLOODERS = Integer.getInteger("parley.flooders", 20);
    private static final int ROOMS = 4;

    /** What a user may, by default, and what these try. */
    private static final int ALLOWED_PER_SECOND = 20;

    private static final int TRIED_PER_SECOND = 2 * ALLOWED_PER_SECOND;

    private static final int CHARACTERS = 300;
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("parley.floodSeconds", 15));

    /** For each connection, in each direction: a fifth of what is allowed, on the one that publishes. */
    private static final int BROKER_BYTES_PER_SECOND = 50 * 1024;

    /** For each of 32 connections: a batch takes some seconds. */
    private static final int MONGODB_BYTES_PER_SECOND = 20 * 1024;

    private static final Set<String> EXPECTED = Set.of("OK", "RATE_LIMITED", "UNAVAILABLE");

    /** The bounds that the code gives itself: two verticles that publish, eight partitions, batches of 256, bursts to a socket. */
    private static final Map<String, Double> BOUNDS = Map.of(
            "parley_broker_unconfirmed", 2 * 10_000.0,
            "parley_message_partition_unsettled", 8 * 2_000.0,
            "parley_message_partition_unannounced", 8 * 4 * 256.0,
            "parley_gateway_commands_waiting", 20_000.0,
            "parley_gateway_unsent_bytes", FLOODERS * 4 * 256.0 * 1024);

    private static final long HEAP_MAY_GROW_KB = 64 * 1024;

    @Test
    void aFloodIsAnsweredAndNothingGrowsWithoutEnd() {
        var limits = Map.of(
                "gateway.limits.messagesPerSecond", Integer.toString(ALLOWED_PER_SECOND),
                "gateway.limits.messageBurst", Integer.toString(2 * ALLOWED_PER_SECOND));
        try (var parley = ProxiedParley.start("backpressure", limits);
                var swarm = new Swarm(parley.parley());
                var peaks = Peaks.watch(parley.process().management())) {
            BOUNDS.keySet().forEach(gauge -> peaks.of(gauge, ""));
            flood(parley, talk(parley, swarm), peaks);
        }
    }

    private static Talk talk(ProxiedParley parley, Swarm swarm) {
        var users = Several.make(
                "Backpressure: users", FLOODERS, i -> parley.parley().user("Flooder" + i));
        var talk = new Talk(swarm, Folders.fresh("history-backpressure"));
        for (int room = 0; room < ROOMS; room++) {
            int here = room;
            var members = IntStream.range(0, FLOODERS)
                    .filter(i -> i % ROOMS == here)
                    .mapToObj(users::get)
                    .toList();
            var id = members.get(0).groupRoom("Room " + room, members.stream().skip(1));
            members.forEach(user -> talk.join(user, id, CHARACTERS, false));
        }
        return talk;
    }

    private static void flood(ProxiedParley parley, Talk talk, Peaks peaks) {
        var phases = new ArrayList<Phases.Phase>();
        talk.begin(FLOODERS * TRIED_PER_SECOND);
        Await.passes(LENGTH);
        phases.add(next(talk, "broker throttled", peaks));
        long heapBefore = parley.memory().heapKb();

        parley.proxy(Server.RABBITMQ).throttle(BROKER_BYTES_PER_SECOND);
        Await.passes(LENGTH);
        var broker = next(talk, "broker as before", peaks);
        parley.proxy(Server.RABBITMQ).heal();
        Await.passes(LENGTH);
        phases.add(next(talk, "MongoDB throttled", peaks));

        parley.proxy(Server.MONGODB).throttle(MONGODB_BYTES_PER_SECOND);
        Await.passes(LENGTH);
        var mongo = next(talk, "MongoDB as before", peaks);
        parley.proxy(Server.MONGODB).heal();
        Await.passes(LENGTH);
        phases.add(next(talk, "stopped", peaks));
        phases.addAll(List.of(broker, mongo));

        talk.stop();
        long stopped = System.nanoTime();
        var findings = talk.verdict();
        print("all that was acknowledged is stored %d ms after the end"
                .formatted((System.nanoTime() - stopped) / 1_000_000));
        print("history: " + findings);
        long heapAfter = parley.memory().heapKb();
        print("heap after a full collection: %d KiB in the flood's beginning, %d KiB after it"
                .formatted(heapBefore, heapAfter));
        print("peaks: " + peaks);

        assertThat(findings.violations()).isEmpty();
        assertThat(talk.outOfOrder()).isEmpty();
        phases.forEach(phase -> {
            assertThat(phase.sends().byCode().keySet()).as("%s", phase).isSubsetOf(EXPECTED);
            assertThat(phase.sends().count("RATE_LIMITED")).as("%s", phase).isPositive();
        });
        assertThat(broker.sends().count("UNAVAILABLE")).as("%s", broker).isPositive();
        assertThat(mongo.sends().count("OK"))
                .as("acknowledged, for the broker has it: %s", mongo)
                .isGreaterThan(mongo.sends().count("UNAVAILABLE"));
        assertThat(talk.lost()).as("connections that ended").isZero();
        BOUNDS.forEach((gauge, bound) -> assertThat(peaks.most(gauge)).as(gauge).isLessThanOrEqualTo(bound));
        assertThat(heapAfter).isLessThan(heapBefore + HEAP_MAY_GROW_KB);
        assertThat(parley.process().log().text()).doesNotContain("OutOfMemoryError");
    }

    private static Phases.Phase next(Talk talk, String name, Peaks peaks) {
        var ended = talk.phases().next(name);
        print(ended + "; peaks so far: " + peaks);
        return ended;
    }

    private static void print(String what) {
        System.out.println("Backpressure: " + what);
    }
}
