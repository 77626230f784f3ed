package dev.parley.gateway.door;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket08FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;

/**
 * Has a WebSocket hand out whole messages, and text that is UTF-8 (RFC 6455 sections 5.4 and 8.1). Vert.x by itself puts
 * replacement characters where a text is broken, and loses messages whose first fragment is empty.
 */
final class WholeMessages {
    private WholeMessages() {}

    /**
     * To be called when the socket has just been upgraded. What is not UTF-8 closes it with 1007.
     *
     * @param maxBytes of a message; a longer one ends in a {@code TooLongFrameException}
     */
    static void only(Channel channel, int maxBytes) {
        var pipeline = channel.pipeline();
        var decoder = pipeline.context(WebSocket08FrameDecoder.class);
        pipeline.addAfter(decoder.name(), "messages", new WebSocketFrameAggregator(maxBytes));
        pipeline.addAfter(decoder.name(), "utf8", new Utf8FrameValidator());
    }
}
