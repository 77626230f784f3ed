package dev.parley.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.IntConsumer;

/** Sends each message when it is due, or at once if that is over: being late never makes the load lighter. */
final class Pace {
    private static final long TICK_MS = 2;

    private final Vertx vertx;
    private final Schedule schedule;
    private final long startedAt;
    private final IntConsumer send;
    private final Promise<Void> done = Promise.promise();
    private int next; // owned by the context of start()

    Pace(Vertx vertx, Schedule schedule, long startedAt, IntConsumer send) {
        this.vertx = vertx;
        this.schedule = schedule;
        this.startedAt = startedAt;
        this.send = send;
    }

    /** Complete when the last one is sent. */
    Future<Void> start() {
        vertx.setPeriodic(TICK_MS, timer -> {
            var elapsed = System.nanoTime() - startedAt;
            while (next < schedule.messages() && schedule.dueAt(next) <= elapsed) {
                send.accept(next);
                next++;
            }
            if (next == schedule.messages()) {
                vertx.cancelTimer(timer);
                done.complete();
            }
        });
        return done.future();
    }
}
