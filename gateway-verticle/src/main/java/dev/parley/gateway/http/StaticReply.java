package dev.parley.gateway.http;

import dev.parley.gateway.http.StaticFile.Form;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers with a file, gzipped for whoever takes it so, with a part of it, or with 304 to whoever has it already. */
final class StaticReply {
    private StaticReply() {}

    static void send(RoutingContext context, StaticFile file, String cacheControl) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return; // the client has gone
        }
        var form = form(context, file);
        response.putHeader(HttpHeaders.ETAG, form.etag())
                .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl)
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (file.gzipped() != null) {
            response.putHeader(HttpHeaders.VARY, "Accept-Encoding");
        }
        if (isHeld(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), form.etag())) {
            Replies.end(response.setStatusCode(304));
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType());
        if (form == file.gzipped()) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader(
                    HttpHeaders.CONTENT_LENGTH, String.valueOf(form.content().length()));
            Replies.end(response);
        } else {
            sendContent(response, form, range(context, form));
        }
    }

    /** Parts are of the file as it is. */
    private static Form form(RoutingContext context, StaticFile file) {
        boolean gzipped = file.gzipped() != null
                && context.request().getHeader(HttpHeaderNames.RANGE) == null
                && context.parsedHeaders().acceptEncoding().stream()
                        .anyMatch(coding -> coding.value().equals("gzip") && coding.weight() > 0);
        return gzipped ? Objects.requireNonNull(file.gzipped()) : file.plain();
    }

    private static @Nullable ByteRange range(RoutingContext context, Form form) {
        var condition = context.request().getHeader(HttpHeaderNames.IF_RANGE);
        return condition == null || condition.equals(form.etag())
                ? ByteRange.parse(
                        context.request().getHeader(HttpHeaderNames.RANGE),
                        form.content().length())
                : null;
    }

    private static void sendContent(HttpServerResponse response, Form form, @Nullable ByteRange range) {
        int length = form.content().length();
        if (range == null) {
            Replies.end(response, form.content());
        } else if (range.isEmpty()) {
            Replies.end(response.setStatusCode(416).putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + length));
        } else {
            response.setStatusCode(206)
                    .putHeader(
                            HttpHeaders.CONTENT_RANGE, "bytes " + range.from() + "-" + (range.to() - 1) + "/" + length);
            Replies.end(response, form.content().slice(range.from(), range.to()));
        }
    }

    /** RFC 9110 section 13.1.2, weak comparison. */
    private static boolean isHeld(@Nullable String ifNoneMatch, String etag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::trim)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
    }
}
