package dev.parley.gateway.upstream;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way through: the stream itself, watched. What has ended without a byte can be read again, which of the
 * server's own stream is an error: a second attempt at a request does that.
 *
 * <p>Owned by the gateway's context.
 */
final class BodyStream implements ReadStream<Buffer> {
    private final ReadStream<Buffer> source;
    private final Consumer<Buffer> watcher;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private long bytes;
    private boolean ended;

    /**
     * @param source paused
     * @param watcher sees each piece before whoever reads
     */
    BodyStream(ReadStream<Buffer> source, Consumer<Buffer> watcher) {
        this.source = source;
        this.watcher = watcher;
        source.handler(this::piece);
        source.endHandler(end -> ended());
        source.exceptionHandler(this::failed);
    }

    /** So far. */
    long bytes() {
        return bytes;
    }

    boolean hasEnded() {
        return ended;
    }

    private void piece(Buffer piece) {
        bytes += piece.length();
        watcher.accept(piece);
        if (handler != null) {
            handler.handle(piece);
        }
    }

    private void ended() {
        ended = true;
        if (endHandler != null) {
            endHandler.handle(null);
        }
    }

    private void failed(Throwable cause) {
        if (exceptionHandler != null) {
            exceptionHandler.handle(cause);
        }
    }

    @Override
    public BodyStream exceptionHandler(@Nullable Handler<Throwable> handler) {
        this.exceptionHandler = handler;
        return this;
    }

    @Override
    public BodyStream handler(@Nullable Handler<Buffer> handler) {
        this.handler = handler;
        return this;
    }

    @Override
    public BodyStream endHandler(@Nullable Handler<Void> handler) {
        this.endHandler = handler;
        return this;
    }

    @Override
    public BodyStream pause() {
        if (!ended) {
            source.pause();
        }
        return this;
    }

    @Override
    public BodyStream resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public BodyStream fetch(long amount) {
        if (!ended) {
            source.fetch(amount);
        } else if (endHandler != null) {
            endHandler.handle(null); // read again
        }
        return this;
    }
}
