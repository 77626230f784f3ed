package dev.parley.gateway.http;

import dev.parley.gateway.http.StaticFile.Form;
import dev.parley.gateway.limit.Unhurried;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with a file, compressed for whoever takes it so, with a part of it, or with 304 to whoever has it already. */
public final class StaticReply {
    private static final Logger LOG = LoggerFactory.getLogger(StaticReply.class);

    /** What an answer does not say of itself that has nothing of the file. */
    private static final List<CharSequence> OF_THE_FILE = List.of(
            HttpHeaders.ETAG,
            HttpHeaders.ACCEPT_RANGES,
            HttpHeaders.CONTENT_ENCODING,
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.CONTENT_RANGE,
            HttpHeaders.VARY);

    private StaticReply() {}

    /** @return complete when all of it is on its way, or nobody waits for it any more */
    public static Future<Void> send(RoutingContext context, StaticFile file, String cacheControl) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture(); // the client has gone
        }
        var coding = coding(context, file);
        var form = file.form(coding);
        response.putHeader(HttpHeaders.ETAG, form.etag())
                .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl)
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (file.forms().size() > 1) {
            response.putHeader(HttpHeaders.VARY, "Accept-Encoding");
        }
        if (isHeld(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), form.etag())) {
            return sent(context, response.setStatusCode(304).end());
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType());
        if (coding != ContentCoding.IDENTITY) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, coding.token());
        }
        if (context.request().method().equals(HttpMethod.HEAD)) {
            return sent(context, withLength(context, form.content().length()).end());
        }
        return sendContent(context, form.content(), range(context, form));
    }

    /** Parts are of the file as it is. */
    private static ContentCoding coding(RoutingContext context, StaticFile file) {
        return context.request().getHeader(HttpHeaderNames.RANGE) == null
                ? ContentCoding.choose(
                        context.parsedHeaders().acceptEncoding(), file.forms().keySet())
                : ContentCoding.IDENTITY;
    }

    private static @Nullable ByteRange range(RoutingContext context, Form form) {
        var condition = context.request().getHeader(HttpHeaderNames.IF_RANGE);
        return condition == null || condition.equals(form.etag())
                ? ByteRange.parse(
                        context.request().getHeader(HttpHeaderNames.RANGE),
                        form.content().length())
                : null;
    }

    private static Future<Void> sendContent(RoutingContext context, Content content, @Nullable ByteRange range) {
        var response = context.response();
        long length = content.length();
        if (!(content instanceof Content.Held)) {
            Unhurried.answer(context); // it has a pace to keep instead
        }
        if (range == null) {
            return sent(context, content.send(withLength(context, length), 0, length));
        }
        if (range.isEmpty()) {
            return sent(
                    context,
                    response.setStatusCode(416)
                            .putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + length)
                            .end());
        }
        response.setStatusCode(206)
                .putHeader(HttpHeaders.CONTENT_RANGE, "bytes " + range.from() + "-" + (range.to() - 1) + "/" + length);
        return sent(context, content.send(withLength(context, range.to() - range.from()), range.from(), range.to()));
    }

    private static HttpServerResponse withLength(RoutingContext context, long bytes) {
        return context.response().putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(bytes));
    }

    /** Whoever got less than they were told has to notice: only a broken connection tells. */
    private static Future<Void> sent(RoutingContext context, Future<Void> sending) {
        return sending.recover(cause -> {
            LOG.debug("not all was sent path={}", context.request().path(), cause);
            var response = context.response();
            if (!response.headWritten() && !response.closed()) {
                OF_THE_FILE.forEach(response.headers()::remove);
                context.fail(cause);
            } else if (!response.ended() && !response.closed()) {
                Replies.cut(context.request());
            }
            return Future.succeededFuture();
        });
    }

    /** RFC 9110 section 13.1.2, weak comparison. */
    private static boolean isHeld(@Nullable String ifNoneMatch, String etag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::trim)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }
}
