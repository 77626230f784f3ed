package dev.parley.gateway.limit;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import org.jspecify.annotations.Nullable;

/** One connection that was let in, kept with its channel. Owned by the connection's context. */
final class Visit {
    private static final AttributeKey<Visit> KEY = AttributeKey.valueOf(Visit.class, "visit");

    private final HttpConnection connection;
    private final Channel channel;

    /** Requests that are not answered. */
    private int exchanges;

    private Visit(HttpConnection connection, Channel channel) {
        this.connection = connection;
        this.channel = channel;
    }

    static Visit begin(HttpConnection connection) {
        var channel = channelOf(connection);
        var visit = new Visit(connection, channel);
        channel.attr(KEY).set(visit);
        return visit;
    }

    /** Null if the connection was refused. */
    static @Nullable Visit of(HttpConnection connection) {
        return channelOf(connection).attr(KEY).get();
    }

    static Channel channelOf(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext().channel();
    }

    /** @return whether it is the only one now */
    boolean exchangeBegins() {
        return exchanges++ == 0;
    }

    /** @return whether it was the last one */
    boolean exchangeEnds() {
        return --exchanges == 0;
    }

    boolean isOpen() {
        return channel.isActive();
    }

    HttpConnection connection() {
        return connection;
    }

    Channel channel() {
        return channel;
    }

    /** The streams of HTTP/2; null over HTTP/1.1. */
    @Nullable Http2Connection streams() {
        var handler = channel.pipeline().get(Http2ConnectionHandler.class);
        return handler == null ? null : handler.connection();
    }

    /** Whether some of an answer is still to be sent. */
    boolean isTaking() {
        var streams = streams();
        return streams == null ? owes() : streams.numActiveStreams() > 0;
    }

    /** Whether the kernel has not taken all that was written. */
    boolean owes() {
        var unsent = channel.unsafe().outboundBuffer();
        return unsent != null && unsent.totalPendingWriteBytes() > 0;
    }

    /** Ends one stream of HTTP/2; Vert.x would not, once it has handed all of the answer over. */
    void reset(int stream, long code) {
        var handler = channel.pipeline().get(Http2ConnectionHandler.class);
        if (handler != null) {
            var context = channel.pipeline().context(handler);
            var unused = handler.resetStream(context, stream, code, context.newPromise());
            context.flush();
        }
    }

    /** At once: to whoever does not read, nothing can be said. */
    void cut() {
        cut(channel);
    }

    /** From the first handler on: by the last one TLS would wait until its goodbye is taken. */
    static void cut(Channel channel) {
        var first = channel.pipeline().firstContext();
        var unused = first == null ? channel.close() : first.close();
    }
}
