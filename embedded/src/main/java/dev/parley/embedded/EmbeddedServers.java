package dev.parley.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The four servers on one data folder, started together and stopped together.
 *
 * <p>From the first moment a shutdown hook sees to it that Ctrl-C and SIGTERM leave no child process behind. What must happen before the
 * servers go is given to {@link #beforeStop}, since the JVM runs hooks side by side and one of one's own would come too late.
 */
public final class EmbeddedServers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServers.class);

    private final DataFolderLock lock;
    private final Secrets secrets;
    private final EmbeddedPostgresServer postgres;
    private final EmbeddedRedisServer redis;
    private final EmbeddedMongoServer mongo;
    private final EmbeddedBroker broker;
    private final Thread hook = new Thread(this::close, "parley-embedded-stop");
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    private volatile @Nullable Runnable beforeStop;

    private EmbeddedServers(DataFolder data, DataFolderLock lock, OrphanReaper reaper) throws EmbeddedStartException {
        this.lock = lock;
        this.secrets = Secrets.openOrCreate(data);
        this.postgres = new EmbeddedPostgresServer(data, secrets.postgresPassword(), reaper, 0);
        this.redis = new EmbeddedRedisServer(data, secrets.redisPassword(), reaper, 0);
        this.mongo = new EmbeddedMongoServer(data, 0);
        this.broker = new EmbeddedBroker(data, secrets.brokerPassword(), 0);
    }

    /** As {@link #start(Path, Path, boolean, Consumer)}, with the server programs in the data folder. */
    public static EmbeddedServers start(Path folder, boolean fresh, Consumer<String> progress)
            throws EmbeddedStartException {
        return start(folder, null, fresh, progress);
    }

    /**
     * Starts all four and returns when each has answered a request. Blocks for some seconds; not for an event loop.
     *
     * @param folder the data folder; made if missing, and named in messages as it is given here
     * @param binaries where server programs are unpacked, which takes seconds that several data folders may share; kept for its owner
     *     alone; null for {@code bin/} in the data folder
     * @param fresh removes the folder's data and secrets first, for good; server programs stay
     * @param progress told, one call at a time, what is waited for and what is ready: {@code waiting for PostgreSQL},
     *     {@code PostgreSQL ready after 2.1 s}
     * @throws EmbeddedStartException with one line for the user; everything that was started is stopped again, the folder is free
     */
    public static EmbeddedServers start(Path folder, @Nullable Path binaries, boolean fresh, Consumer<String> progress)
            throws EmbeddedStartException {
        DataFolder data = DataFolder.open(folder, binaries);
        DataFolderLock lock = DataFolderLock.acquire(data);
        EmbeddedServers servers;
        try {
            OrphanReaper reaper = new OrphanReaper(data);
            int reaped = reaper.reap();
            if (reaped > 0) {
                LOG.info("the last run had not ended in order stopped={}", reaped);
            }
            if (fresh) {
                data.erase();
            }
            servers = new EmbeddedServers(data, lock, reaper);
        } catch (EmbeddedStartException | RuntimeException e) {
            lock.close();
            throw e;
        }
        servers.startAll(progress);
        return servers;
    }

    /** Valid until {@link #close}. */
    public EmbeddedConnections connections() {
        return new EmbeddedConnections(
                postgres.endpoint(), redis.endpoint(), mongo.endpoint(), broker.endpoint(), secrets.jwt());
    }

    /** What {@link #close} and the shutdown hook run before they stop the servers: ending whoever uses them. It must bound its own time. */
    public void beforeStop(Runnable action) {
        beforeStop = action;
    }

    /** Stops whoever uses the servers, then the servers, and gives the folder back. Returns when all of it is done; may be called again. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            closed.join();
            return;
        }
        try {
            stopAll();
        } finally {
            removeHook();
            closed.complete(null);
        }
    }

    private void stopAll() {
        Runnable first = beforeStop;
        if (first != null) {
            try {
                first.run();
            } catch (RuntimeException e) {
                LOG.warn("stopping what uses the servers failed", e);
            }
        }
        // No new intents, then no new facts, then the rest; a server whose start is under way is waited for, then
        // stopped.
        for (EmbeddedServer<?> server : List.of(broker, mongo, redis, postgres)) {
            server.stop();
        }
        lock.close();
    }

    private void startAll(Consumer<String> progress) throws EmbeddedStartException {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            lock.close();
            throw new EmbeddedStartException("stopped before it was ready", e);
        }
        List<EmbeddedServer<?>> servers = List.of(postgres, broker, mongo, redis);
        ExecutorService starters = Executors.newFixedThreadPool(servers.size(), EmbeddedServers::starterThread);
        try {
            List<CompletableFuture<Void>> starts = new ArrayList<>();
            for (EmbeddedServer<?> server : servers) {
                starts.add(CompletableFuture.runAsync(() -> startOne(server, progress), starters));
            }
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            boolean askedTo = closing.get();
            close();
            if (askedTo) {
                throw new EmbeddedStartException("stopped before it was ready", e);
            }
            throw e.getCause() instanceof EmbeddedStartException failure
                    ? failure
                    : new EmbeddedStartException("the embedded servers failed to start: " + e.getCause(), e);
        } finally {
            starters.shutdown();
        }
    }

    private void startOne(EmbeddedServer<?> server, Consumer<String> progress) {
        long begin = System.nanoTime();
        report(progress, "waiting for " + server.name());
        try {
            if (closing.get()) {
                throw new EmbeddedStartException("stopped before it was ready");
            }
            server.start();
        } catch (EmbeddedStartException e) {
            throw new CompletionException(e);
        }
        double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
        report(progress, String.format(Locale.ROOT, "%s ready after %.1f s", server.name(), seconds));
    }

    private synchronized void report(Consumer<String> progress, String line) {
        progress.accept(line);
    }

    private static Thread starterThread(Runnable task) {
        Thread thread = new Thread(task, "parley-embedded-start");
        thread.setDaemon(true);
        return thread;
    }

    private void removeHook() {
        try {
            if (Thread.currentThread() != hook && Runtime.getRuntime().removeShutdownHook(hook)) {
                LOG.trace("shutdown hook removed");
            }
        } catch (IllegalStateException e) {
            // The JVM is going down: the hook runs, finds the work done, and ends.
            LOG.trace("shutdown in progress");
        }
    }
}
