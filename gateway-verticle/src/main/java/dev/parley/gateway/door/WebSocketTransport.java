package dev.parley.gateway.door;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.gateway.realtime.CloseCode;
import dev.parley.gateway.realtime.Transport;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;
import java.time.Duration;
import java.util.Arrays;

/** A WebSocket: one text message is one frame of the protocol. */
class WebSocketTransport implements Transport {
    /** Writes of one tick that share a flush; one system call for each is what delivery costs. */
    private static final int MAX_GATHERED = 256;

    /** Many clients take no larger fragment by default (Vert.x, ws4j): longer messages are split. */
    private static final int FRAGMENT_BYTES = 64 * 1024;

    /** A client that does not read does not see the close frame either: then the socket is cut. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    /** RFC 6455 section 5.5: a control frame has 125 bytes, 2 of them for the code. */
    private static final int MAX_REASON_LENGTH = 123;

    /** Vert.x' name for the handler that encrypts. */
    private static final String TLS = "ssl";

    private static final Buffer EMPTY = Buffer.buffer();

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Channel channel;

    /** @param channel what the socket runs on, which vertx-web's socket does not show */
    WebSocketTransport(Vertx vertx, ServerWebSocket socket, Channel channel) {
        this.vertx = vertx;
        this.socket = socket;
        this.channel = channel;
        var gathering = new FlushConsolidationHandler(MAX_GATHERED, true);
        if (channel.pipeline().get(TLS) == null) {
            channel.pipeline().addFirst(gathering);
        } else {
            // Before it is encrypted: what shares a flush shares a record.
            channel.pipeline().addAfter(TLS, null, gathering);
        }
    }

    @Override
    public Future<Void> write(ServerFrame frame) {
        return writeText(frame.utf8());
    }

    /** The array goes to the socket as it is: what a room's members share is encoded once. */
    final Future<Void> writeText(byte[] utf8) {
        if (utf8.length <= FRAGMENT_BYTES) {
            return socket.writeFrame(new WebSocketFrameImpl(WebSocketFrameType.TEXT, utf8, true));
        }
        var type = WebSocketFrameType.TEXT;
        for (int from = 0; ; from += FRAGMENT_BYTES) {
            int to = Math.min(from + FRAGMENT_BYTES, utf8.length);
            boolean last = to == utf8.length;
            var written = socket.writeFrame(new WebSocketFrameImpl(type, Arrays.copyOfRange(utf8, from, to), last));
            if (last) {
                return written; // in order: the earlier ones have left too
            }
            type = WebSocketFrameType.CONTINUATION;
        }
    }

    @Override
    public void ping() {
        socket.writePing(EMPTY).onFailure(WebSocketTransport::alreadyGone);
    }

    @Override
    public void close(CloseCode code, String reason) {
        var text = reason.length() > MAX_REASON_LENGTH ? reason.substring(0, MAX_REASON_LENGTH) : reason;
        socket.close(code.code(), text).onFailure(WebSocketTransport::alreadyGone);
        // From the first handler on: a close that comes by the last one is the polite one, which is waiting already.
        var cut = vertx.setTimer(
                CLOSE_PATIENCE.toMillis(),
                late -> channel.pipeline().firstContext().close());
        channel.closeFuture().addListener(closed -> vertx.cancelTimer(cut));
    }

    @Override
    public boolean showsCloseCodes() {
        return true;
    }

    @Override
    public boolean needsHeartbeat() {
        return true;
    }

    /** The close handler tells the connection; there is nobody left to tell here. */
    private static void alreadyGone(Throwable cause) {}
}
