package dev.parley.it.architecture;

import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;

/** Does what the house rules forbid, so that a test can show that they find it. Never called. */
final class Violations {
    private Violations() {}

    static void sleep() throws InterruptedException {
        Thread.sleep(1);
    }

    static void print() {
        System.out.println("printed");
    }

    static String block() {
        return CompletableFuture.completedFuture("waited for").join();
    }

    static Future<Void> useVertx() {
        return Future.succeededFuture();
    }
}
