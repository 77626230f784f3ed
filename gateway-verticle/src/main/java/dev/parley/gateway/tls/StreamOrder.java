package dev.parley.gateway.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ends HTTP/2 connections whose client opens streams in another order than that of their numbers, or goes on with headers
 * on one that it has ended: errors of the connection (RFC 9113 sections 5.1 and 5.1.1). Netty forgets streams that are
 * over and answers with an error of the stream. Reads the frames' own headers alone; to be put before the codec, at the
 * connection's first byte.
 */
final class StreamOrder extends ChannelInboundHandlerAdapter {
    /** RFC 9113 section 3.4: 24 bytes before the first frame. */
    private static final int PREFACE_BYTES = 24;

    private static final int HEADER_BYTES = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int END_STREAM = 1;

    /** So many that a client has left open while the server had done with them are looked through. */
    private static final int SWEEP_AT = 1_000;

    private final byte[] header = new byte[HEADER_BYTES];
    private int headerRead;
    private int toSkip = PREFACE_BYTES;
    private int highest;
    private boolean ended;

    /** Streams that may still get data or trailers. */
    private final Set<Integer> unfinished = new HashSet<>();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var error = ended || !(message instanceof ByteBuf bytes) ? null : read(context, bytes);
        if (error != null) {
            ended = true;
            codec(context).onError(context.pipeline().context(codec(context)), false, error);
        }
        if (ended) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private @Nullable Http2Exception read(ChannelHandlerContext context, ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            int skipped = Math.min(toSkip, bytes.writerIndex() - at);
            at += skipped;
            toSkip -= skipped;
            if (at < bytes.writerIndex()) {
                header[headerRead++] = bytes.getByte(at++);
                if (headerRead == HEADER_BYTES) {
                    headerRead = 0;
                    toSkip = number(0, 3);
                    var error = frame(context, header[3], header[4], number(5, 4) & Integer.MAX_VALUE);
                    if (error != null) {
                        return error;
                    }
                }
            }
        }
        return null;
    }

    private int number(int from, int length) {
        int number = 0;
        for (int i = from; i < from + length; i++) {
            number = number << Byte.SIZE | header[i] & 0xFF;
        }
        return number;
    }

    private @Nullable Http2Exception frame(ChannelHandlerContext context, int type, int flags, int stream) {
        boolean last = (flags & END_STREAM) != 0;
        if (type == HEADERS) {
            if (stream > highest) {
                highest = stream;
                if (!last) {
                    opened(context, stream);
                }
            } else if (!unfinished.contains(stream)) {
                return stream == highest
                        ? Http2Exception.connectionError(Http2Error.STREAM_CLOSED, "Stream %d is over", stream)
                        : Http2Exception.connectionError(
                                Http2Error.PROTOCOL_ERROR, "Stream %d after %d", stream, highest);
            }
        }
        if (last && (type == HEADERS || type == DATA) || type == RST_STREAM) {
            unfinished.remove(stream);
        }
        return null;
    }

    private void opened(ChannelHandlerContext context, int stream) {
        if (unfinished.size() >= SWEEP_AT) {
            var connection = codec(context).connection();
            unfinished.removeIf(each -> connection.stream(each) == null);
        }
        unfinished.add(stream);
    }

    private static Http2ConnectionHandler codec(ChannelHandlerContext context) {
        return Objects.requireNonNull(context.pipeline().get(Http2ConnectionHandler.class));
    }
}
