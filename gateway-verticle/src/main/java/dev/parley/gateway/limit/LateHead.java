package dev.parley.gateway.limit;

import dev.parley.gateway.http.Problem;
import dev.parley.gateway.http.Refusal;
import dev.parley.gateway.http.RequestId;
import dev.parley.model.bus.Json;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** What a connection is told on which no request came in time: there is none yet that Vert.x would let answer. */
final class LateHead {
    private LateHead() {}

    /** 408 (RFC 9110 section 15.5.9), over HTTP/1.1; over HTTP/2 the goodbye says enough. */
    static void tell(Visit visit) {
        if (visit.streams() != null) {
            return;
        }
        var status = HttpResponseStatus.REQUEST_TIMEOUT;
        var refusal = Refusal.ofStatus(status.code());
        var problem = Problem.of(refusal.failure(), status.code(), RequestId.next());
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(Json.encodeBytes(problem)));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        var unused = visit.channel().writeAndFlush(response);
    }
}
