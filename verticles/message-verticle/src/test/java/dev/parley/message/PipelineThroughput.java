package dev.parley.message;

import static dev.parley.message.Await.await;

import dev.parley.model.id.RoomId;
import dev.parley.model.rooms.IntentOutcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Prints how many messages a second the pipeline stores, from publish to outcome, and how long one takes at half of
 * that. Asserts nothing: run its main.
 */
final class PipelineThroughput {
    private static final int ROOMS = 40;
    private static final int MESSAGES = 10_000;
    private static final int IN_FLIGHT = 2_000;

    private PipelineThroughput() {}

    public static void main(String[] arguments) {
        try (var world = new World()) {
            world.deploy();
            var rooms = new ArrayList<RoomId>();
            for (int i = 0; i < ROOMS; i++) {
                rooms.add(world.group(world.ada, world.bob));
            }
            for (int round = 0; round < 4; round++) {
                var begun = System.nanoTime();
                long cpu = cpuNanos();
                saturate(world, rooms);
                double seconds = (System.nanoTime() - begun) / 1e9;
                System.out.printf(
                        "saturated: %.0f messages/s, %.2f ms of CPU each, servers and all%n",
                        MESSAGES / seconds, (cpuNanos() - cpu) / 1e6 / MESSAGES);
            }
            for (int perSecond : new int[] {200, 500, 1_000}) {
                pace(world, rooms, perSecond);
            }
        }
    }

    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private static void saturate(World world, List<RoomId> rooms) {
        var sends = new ArrayList<Future<IntentOutcome>>();
        for (int i = 0; i < MESSAGES; i++) {
            if (i >= IN_FLIGHT) {
                await(sends.get(i - IN_FLIGHT));
            }
            sends.add(world.send(world.ada, rooms.get(i % ROOMS), World.text("message number " + i)));
        }
        await(Future.all(sends));
    }

    private static void pace(World world, List<RoomId> rooms, int perSecond) {
        int count = perSecond * 5;
        var millis = new double[count];
        var sent = new AtomicInteger();
        var done = new AtomicInteger();
        var begun = System.nanoTime();
        world.vertx.setPeriodic(5, timer -> {
            long due = Math.min(count, (System.nanoTime() - begun) * perSecond / 1_000_000_000L);
            while (sent.get() < due) {
                int i = sent.getAndIncrement();
                long at = System.nanoTime();
                world.send(world.ada, rooms.get(i % ROOMS), World.text("message number " + i))
                        .onComplete(outcome -> {
                            millis[i] = (System.nanoTime() - at) / 1e6;
                            done.incrementAndGet();
                        });
            }
            if (sent.get() == count) {
                world.vertx.cancelTimer(timer);
            }
        });
        Await.until(() -> done.get() == count);
        Arrays.sort(millis);
        System.out.printf(
                "at %d/s to outcome: p50 %.1f ms, p99 %.1f ms%n",
                perSecond, millis[count / 2], millis[count * 99 / 100]);
    }
}
