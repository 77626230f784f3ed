package dev.parley.gateway.door;

import dev.parley.gateway.realtime.CloseCode;
import io.netty.channel.Channel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket08FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import org.jspecify.annotations.Nullable;

/**
 * Has a WebSocket hand out whole messages, and text that is UTF-8 (RFC 6455 sections 5.4 and 8.1). Vert.x by itself puts
 * replacement characters where a text is broken, and loses messages whose first fragment is empty.
 */
final class WholeMessages {
    private WholeMessages() {}

    /**
     * To be called when the socket has just been upgraded. What is no such message goes to the socket's exception handler
     * ({@link #closeCode}); closing is left to that, since Vert.x would say goodbye a second time.
     *
     * @param maxBytes of a message
     */
    static void only(Channel channel, int maxBytes) {
        var pipeline = channel.pipeline();
        var encoder = pipeline.context(WebSocket08FrameEncoder.class).name();
        pipeline.addAfter(encoder, null, new WebSocketFrameAggregator(maxBytes));
        pipeline.addAfter(encoder, null, new Utf8FrameValidator(false));
    }

    /** What to close the socket with; null if the codec has closed it. */
    static @Nullable CloseCode closeCode(Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            return CloseCode.FRAME_TOO_BIG;
        }
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            var status = corrupted.closeStatus();
            return status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)
                    ? CloseCode.NOT_UTF8
                    : status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG) ? CloseCode.FRAME_TOO_BIG : null;
        }
        return null;
    }
}
