package dev.parley.launcher;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one Parley running in this process: when the rest of the cluster no longer reaches it (it was frozen, or cut off),
 * it is stopped and another one joins in its place, with nothing left of the old one's view of the others.
 */
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final long START_WITHIN_S = 120;
    private static final long STOP_WITHIN_S = 5 * 60 + 30; // beyond the longest drain; each step has a limit of its own
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final Supplier<ParleyConfig> configuration;
    private final ReadyFile readyFile;
    private final BlockingQueue<String> deaf = new LinkedBlockingQueue<>();

    private @Nullable Parley running; // guarded by this
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param configuration read anew for every start: a gateway's id on the bus must never be that of one before */
    Node(Supplier<ParleyConfig> configuration, ReadyFile readyFile) {
        this.configuration = configuration;
        this.readyFile = readyFile;
    }

    /** @throws ExecutionException saying why it cannot serve */
    synchronized void start() throws ExecutionException, TimeoutException, InterruptedException {
        if (ended.getCount() == 0) {
            return;
        }
        var config = configuration.get();
        deaf.clear();
        var starting = Parley.start(config, LOG::info, deaf::add);
        var parley = ready(starting);
        running = parley;
        readyFile.write(config, parley);
        LOG.info(
                "ready node={} roles={}",
                config.node().name(),
                config.node().roles().stream().map(Role::wire).toList());
    }

    private static Parley ready(Future<Parley> starting)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return starting.toCompletionStage().toCompletableFuture().get(START_WITHIN_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            starting.onSuccess(late -> {
                var unused = late.stop(); // another one is there by then
            });
            throw new TimeoutException("not ready within " + START_WITHIN_S + " s");
        }
    }

    /** Watches until the thread is interrupted. */
    void watch() throws InterruptedException {
        while (true) {
            var why = deaf.take();
            LOG.warn("no longer part of the cluster, joining anew cause={}", why);
            stopRunning();
            startAgain();
        }
    }

    private void startAgain() throws InterruptedException {
        while (true) {
            try {
                start();
                return;
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                LOG.warn("not joined yet, trying again cause={}", String.valueOf(e.getMessage()));
                var unused = ended.await(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Stops for good. */
    synchronized void end() {
        ended.countDown();
        stopRunning();
    }

    private synchronized void stopRunning() {
        readyFile.delete();
        var parley = running;
        running = null;
        if (parley == null) {
            return;
        }
        try {
            parley.stop().toCompletionStage().toCompletableFuture().get(STOP_WITHIN_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("stopping failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
