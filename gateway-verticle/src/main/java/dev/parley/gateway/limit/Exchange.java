package dev.parley.gateway.limit;

import io.netty.handler.codec.http2.Http2Connection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** One request and its answer, as far as its deadlines are concerned. */
final class Exchange {
    private static final long NO_ERROR = 0x0; // RFC 9113 section 7
    private static final long CANCEL = 0x8;

    private final HttpServerRequest request;
    private final Visit visit;
    private final @Nullable Http2Connection streams;

    /** Null once it is answered: what it holds, the body above all, is not to wait for slow readers. */
    private @Nullable RoutingContext context;

    private boolean maySendSlowly;
    private boolean mayReadSlowly;

    Exchange(RoutingContext context, Visit visit) {
        this.context = context;
        this.request = context.request();
        this.visit = visit;
        this.streams = request.version() == HttpVersion.HTTP_2 ? visit.streams() : null;
    }

    Visit visit() {
        return visit;
    }

    /** The answer has been handed over. */
    void answered() {
        maySendSlowly = maySendSlowly();
        mayReadSlowly = mayReadSlowly();
        context = null;
    }

    boolean maySendSlowly() {
        return context == null ? maySendSlowly : Unhurried.hasUnhurriedBody(context);
    }

    boolean mayReadSlowly() {
        return context == null ? mayReadSlowly : Unhurried.hasUnhurriedAnswer(context);
    }

    /** Whether a body is announced, or may still come. */
    boolean awaitsBody() {
        if (request.isEnded()) {
            return false;
        }
        return request.version() == HttpVersion.HTTP_2
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    }

    boolean hasWholeRequest() {
        return request.isEnded();
    }

    /**
     * Whether the kernel has taken all of the answer; of HTTP/1.1 all that was written to its connection, so that of
     * answers that a client asked for in one go the first may be counted as taken with the last.
     */
    boolean isTaken() {
        if (!visit.isOpen()) {
            return true;
        }
        if (streams != null) {
            return streams.stream(request.streamId()) == null;
        }
        return request.response().ended() && !visit.owes();
    }

    /** Answers that the body came too slowly, if there is no answer yet, and waits for no more of it. */
    void refuseSlowBody() {
        var response = request.response();
        if (context != null && !response.ended() && !response.closed() && !response.headWritten()) {
            if (request.version() != HttpVersion.HTTP_2) {
                response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            context.fail(408);
        }
        if (request.version() == HttpVersion.HTTP_2) {
            // Section 8.1: an answer may come before the end of its request, which is then not wanted any more.
            response.reset(response.ended() ? NO_ERROR : CANCEL).onFailure(Exchange::alreadyGone);
        } else {
            request.connection().close().onFailure(Exchange::alreadyGone);
        }
    }

    /** Breaks the answer off. */
    void cut() {
        if (request.version() == HttpVersion.HTTP_2) {
            visit.reset(request.streamId(), CANCEL);
        } else {
            visit.cut();
        }
    }

    private static void alreadyGone(Throwable cause) {}
}
