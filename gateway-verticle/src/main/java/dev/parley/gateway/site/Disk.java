package dev.parley.gateway.site;

import dev.parley.model.failure.Failure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Access to disks off the event loop, and never more of it at once than is written here: beyond, UNAVAILABLE is answered. A
 * disk that hangs takes these threads, and no others.
 *
 * <p>Owned by the context that made it.
 */
final class Disk {
    /** What is read at once of a file that is streamed. */
    static final int PIECE = 64 * 1024;

    private static final String POOL = "parley-sites";
    private static final int THREADS = 4;
    private static final int LONGEST_SECONDS = 10;
    private static final int MOST_WAITING = 256;

    /** Each has a file open and up to some pieces in memory. */
    private static final int MOST_STREAMS = 512;

    private static final OpenOptions READ =
            new OpenOptions().setRead(true).setWrite(false).setCreate(false);

    private final Vertx vertx;
    private final WorkerExecutor threads;
    private int waiting;
    private int streams;

    Disk(Vertx vertx) {
        this.vertx = vertx;
        this.threads = vertx.createSharedWorkerExecutor(POOL, THREADS, LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    <T> Future<T> read(Callable<T> reading) {
        if (waiting >= MOST_WAITING) {
            return busy();
        }
        waiting++;
        return threads.executeBlocking(reading, false).onComplete(done -> waiting--);
    }

    /**
     * Opens a file to be streamed, and closes it afterwards.
     *
     * @param stamp of the file that is meant; fails with UNAVAILABLE if another one is there by now
     * @param use complete when it is not needed any more
     * @param most how long it may be: then the file is closed, and whoever uses it fails
     */
    Future<Void> stream(Stamp stamp, Function<AsyncFile, Future<Void>> use, Duration most) {
        if (streams >= MOST_STREAMS) {
            return busy();
        }
        streams++;
        return vertx.fileSystem()
                .open(stamp.file().toString(), READ)
                // Looked at after it was opened: what is there then is what has been opened, or newer.
                .compose(file -> read(() -> stamp.equals(Stamp.of(stamp.file())))
                        .compose(same -> same ? within(most, use.apply(file)) : Disk.<Void>busy())
                        .eventually(file::close))
                .onComplete(done -> streams--);
    }

    private Future<Void> within(Duration most, Future<Void> using) {
        var result = Promise.<Void>promise();
        long timer = vertx.setTimer(most.toMillis(), late -> result.tryFail("read too slowly"));
        using.onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.succeeded()) {
                result.tryComplete();
            } else {
                result.tryFail(done.cause());
            }
        });
        return result.future();
    }

    /** How many files are being streamed. */
    int streams() {
        return streams;
    }

    private static <T> Future<T> busy() {
        return Future.failedFuture(Failure.unavailable("This file").asException());
    }
}
