package dev.parley.gateway.door;

import dev.parley.gateway.live.ServerFrame;
import dev.parley.gateway.realtime.CloseCode;
import dev.parley.model.bus.Json;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * SockJS 0.3.3 on a WebSocket: {@code o}, {@code h}, {@code a["…"]}, {@code c[code,"reason"]}. Ours rather than the
 * library's, which knows one close code (3000), does not let its queue be counted, and throws at {@code [null]}.
 */
final class SockJsWebSocketTransport extends WebSocketTransport {
    private static final byte[] OPEN = {'o'};
    private static final byte[] HEARTBEAT = {'h'};

    SockJsWebSocketTransport(Vertx vertx, ServerWebSocket socket, Channel channel) {
        super(vertx, socket, channel);
        writeText(OPEN).onFailure(cause -> close(CloseCode.NORMAL, ""));
    }

    @Override
    public Future<Void> write(ServerFrame frame) {
        return writeText(frame.inSockJs().utf8());
    }

    /** SockJS clients wait for {@code h}; the WebSocket's own ping is what they answer. */
    @Override
    public void ping() {
        writeText(HEARTBEAT).onFailure(cause -> close(CloseCode.NORMAL, ""));
        super.ping();
    }

    @Override
    public void close(CloseCode code, String reason) {
        var frame = "c" + Json.encode(List.of(code.code(), reason));
        writeText(frame.getBytes(StandardCharsets.UTF_8)).onComplete(sent -> super.close(code, reason));
    }
}
