package dev.parley.benchmark;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Something to measure, in a process of its own. */
interface Benchmark {
    /** Blocks until it is over. @return the table */
    String run() throws IOException, InterruptedException, ExecutionException, TimeoutException;

    /** Made once the options are read: throws IllegalArgumentException for those it cannot take. */
    interface Maker {
        Benchmark make(Vertx vertx);
    }

    /** The whole {@code main}: prints what comes out of it and ends the process, with status 0 only if it worked. */
    static void main(Maker maker) throws InterruptedException {
        int status = 1;
        // One event loop: what it touches needs no locks, and it leaves the cores to the server.
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            System.out.print(maker.make(vertx).run());
            status = 0;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
        } catch (IOException | ExecutionException e) {
            System.err.println("the benchmark failed: " + e);
        } catch (TimeoutException e) {
            System.err.println("the benchmark did not end in time");
        }
        System.exit(status); // also ends the event loop and what is still connected
    }
}
