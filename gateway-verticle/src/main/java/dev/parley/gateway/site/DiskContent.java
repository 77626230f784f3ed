package dev.parley.gateway.site;

import dev.parley.gateway.http.Content;
import dev.parley.gateway.limit.Pace;
import io.vertx.core.Future;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/**
 * A file that is too large to be held: read piece by piece as the client takes it. By the JDK's asynchronous channels and
 * not by sendfile(2): that reads the disk on the event loop, and over TLS and HTTP/2 there is none.
 */
final class DiskContent implements Content {
    /** However small. */
    private static final Duration AT_LEAST = Duration.ofMinutes(1);

    private final Disk disk;
    private final Stamp stamp;

    DiskContent(Disk disk, Stamp stamp) {
        this.disk = disk;
        this.stamp = stamp;
    }

    @Override
    public long length() {
        return stamp.size();
    }

    @Override
    public Future<Void> send(HttpServerResponse response, long from, long to) {
        return disk.stream(stamp, file -> pipe(file, response, from, to), AT_LEAST.plus(Pace.timeFor(to - from)));
    }

    private static Future<Void> pipe(AsyncFile file, HttpServerResponse response, long from, long to) {
        var part = file.setReadPos(from).setReadLength(to - from).setReadBufferSize(Disk.PIECE);
        return part.pipe().endOnComplete(false).to(response).compose(done -> {
            // Of a file that has become shorter meanwhile there is less than the head has promised.
            return part.getReadLength() == 0 ? response.end() : Future.failedFuture("the file has become shorter");
        });
    }
}
