package dev.parley.embedded;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file the MongoDB-protocol server keeps its documents in.
 *
 * <p>Invariant: what was written before {@link #persist} returned survives {@code kill -9}; everything else does after about {@value
 * COMMIT_DELAY_MS} ms.
 */
final class MongoStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MongoStore.class);

    /** Measured: by default (1 s) 40% of the inserts acknowledged in the second before a kill were lost. */
    private static final int COMMIT_DELAY_MS = 50;

    /** KB of changes that are committed without waiting for the delay: a burst is written in larger pieces. */
    private static final int COMMIT_BUFFER_KB = 4096;

    /** MB; with the default (16) a page of history took a second at 60,000 documents. */
    private static final int CACHE_MB = 128;

    /** A commit writes whole pages: at the default (16 KB) each message of another room writes that much to every map. */
    private static final int PAGE_BYTES = 4096;

    /**
     * Compacting begins below this. It holds up commits: at the default (90) 500 messages/s had a p99 of 719 ms to delivery, like this 193.
     * The file may be twice as large as what is in it.
     */
    private static final int FILL_PERCENT = 50;

    /**
     * How long replaced parts of the file stay. Each commit replaces some, so at the default (45 s) a busy store
     * grows to a gigabyte. They may go once what replaced them is on the disk, which {@link #SYNC_PERIOD_MS} sees to.
     */
    private static final int RETENTION_MS = 5_000;

    /** Half of what message-verticle holds back its acknowledgement to the broker: what a power cut takes is delivered again. */
    private static final int SYNC_PERIOD_MS = 500;

    private final MVStore store;
    private final ScheduledExecutorService sync;

    private MongoStore(MVStore store) {
        this.store = store;
        this.sync = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "parley-mongo-sync");
            thread.setDaemon(true);
            return thread;
        });
    }

    static MongoStore open(Path file) throws EmbeddedStartException {
        try {
            MVStore store = new MVStore.Builder()
                    .fileName(file.toString())
                    .cacheSize(CACHE_MB)
                    .autoCommitBufferSize(COMMIT_BUFFER_KB)
                    .pageSplitSize(PAGE_BYTES)
                    .autoCompactFillRate(FILL_PERCENT)
                    .backgroundExceptionHandler(
                            (thread, e) -> LOG.error("the document store cannot write file={}", file, e))
                    .open();
            store.setAutoCommitDelay(COMMIT_DELAY_MS);
            store.setRetentionTime(RETENTION_MS);
            MongoStore opened = new MongoStore(store);
            opened.startSync();
            return opened;
        } catch (MVStoreException e) {
            String why = e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED ? "another process uses it" : e.getMessage();
            throw new EmbeddedStartException("MongoDB: cannot open " + file + ": " + why, e);
        }
    }

    MVStore store() {
        return store;
    }

    /** Returns when everything written so far outlives a crash of this process. Who waits at the same time shares one commit. */
    void persist() {
        store.commit();
        // Finds nothing to do if the background writer has taken the changes: then they are still on their way to the
        // file.
        store.executeFilestoreOperation(() -> {});
    }

    /** Writes what is left and closes the file. May be called again. */
    @Override
    public void close() {
        sync.shutdownNow();
        if (!store.isClosed()) {
            try {
                store.close();
            } catch (MVStoreException e) {
                LOG.warn("the document store did not close in order error={}", e.toString());
            }
        }
    }

    private void startSync() {
        var unused = sync.scheduleWithFixedDelay(this::sync, SYNC_PERIOD_MS, SYNC_PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    /** A commit only hands data to the operating system, enough for a crash of this process; this makes it outlive a power cut. */
    private void sync() {
        try {
            store.sync();
        } catch (MVStoreException e) {
            if (!store.isClosed()) {
                LOG.warn("the document store could not be flushed error={}", e.toString());
            }
        }
    }
}
