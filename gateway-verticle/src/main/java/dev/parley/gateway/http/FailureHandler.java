package dev.parley.gateway.http;

import dev.parley.model.bus.Json;
import dev.parley.model.failure.FailureCode;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every failed request, wherever it failed, with a {@link Problem}; logs what is not the client's doing. */
public final class FailureHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    /** What Vert.x Web answers by itself when it cannot route a request. */
    private static final List<Integer> UNROUTED = List.of(400, 404, 405, 406, 415, 500);

    /** How long a refused client may go on sending its body before its connection is closed. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    /** Takes every failure of {@code router}'s, those of requests that no route could even be matched with too. */
    public void mount(Router router) {
        router.route().failureHandler(this);
        UNROUTED.forEach(status -> router.errorHandler(status, context -> handle(context, status)));
    }

    @Override
    public void handle(RoutingContext context) {
        handle(context, context.statusCode());
    }

    private static void handle(RoutingContext context, int status) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return; // the client has gone: nobody to answer
        }
        var refusal = Refusal.of(context.failure(), status);
        log(context, refusal);
        if (response.headWritten()) {
            Replies.cut(context.request());
            return; // half an answer is out: only a broken connection tells that it is not whole
        }
        answer(response, refusal, RequestId.of(context));
        dropUnreadBody(context);
    }

    /** As below, of a server without TLS. */
    public static void refuseUnreadable(HttpServerRequest request) {
        refuseUnreadable(request, StrictTransport.SILENT);
    }

    /**
     * A request that could not even be parsed: as the rest of its connection cannot be either, that is closed. HTTP/1.1
     * alone: of HTTP/2 such a stream or connection is ended by Vert.x.
     */
    public static void refuseUnreadable(HttpServerRequest request, StrictTransport strictTransport) {
        var cause = request.decoderResult().cause();
        int status = 400;
        if (cause instanceof TooLongHttpLineException) {
            status = 414;
        } else if (cause instanceof TooLongHttpHeaderException) {
            status = 431;
        }
        strictTransport.tell(request.isSSL(), request.response());
        answer(
                request.response().putHeader(HttpHeaders.CONNECTION, "close"),
                Refusal.ofStatus(status),
                RequestId.next());
        Replies.ignoreGone(request.connection().close());
    }

    private static void answer(HttpServerResponse response, Refusal refusal, String requestId) {
        var failure = refusal.failure();
        response.setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(RequestId.HEADER, requestId);
        if (failure.retryAfterMs() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(ceilSeconds(failure.retryAfterMs())));
        }
        if (refusal.status() == 401) {
            response.putHeader("WWW-Authenticate", challenge(failure.code()));
        }
        var body = Json.encodeBytes(Problem.of(failure, refusal.status(), requestId));
        Replies.end(response, Buffer.buffer(body));
    }

    /** Retry-After counts whole seconds: too early would be refused again. */
    private static long ceilSeconds(long millis) {
        return Math.max(1, (millis + 999) / 1000);
    }

    /** RFC 6750 section 3: an expired token is an {@code invalid_token}. */
    private static String challenge(FailureCode code) {
        return code == FailureCode.TOKEN_EXPIRED
                ? "Bearer realm=\"parley\", error=\"invalid_token\", error_description=\"The access token has expired\""
                : "Bearer realm=\"parley\"";
    }

    private static void log(RoutingContext context, Refusal refusal) {
        if (refusal.failure().code() == FailureCode.INTERNAL) {
            LOG.error(
                    "request failed requestId={} method={} path={}",
                    RequestId.of(context),
                    context.request().method(),
                    context.request().path(),
                    context.failure());
        } else if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "request refused requestId={} method={} status={} code={}",
                    RequestId.of(context),
                    context.request().method(),
                    refusal.status(),
                    refusal.failure().code());
        }
    }

    private static void dropUnreadBody(RoutingContext context) {
        var request = context.request();
        if (request.isEnded()) {
            return;
        }
        long timer = context.vertx().setTimer(LINGER.toMillis(), over -> Replies.cut(request));
        request.exceptionHandler(gone -> context.vertx().cancelTimer(timer));
        request.endHandler(end -> context.vertx().cancelTimer(timer));
        request.handler(dropped -> {});
        request.resume();
    }
}
