package dev.parley.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Answers with a file, or with 304 to whoever has it already. */
final class StaticReply {
    private StaticReply() {}

    static void send(RoutingContext context, StaticFile file, String cacheControl) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return; // the client has gone
        }
        response.putHeader(HttpHeaders.ETAG, file.etag()).putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        if (isHeld(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), file.etag())) {
            Replies.end(response.setStatusCode(304));
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType());
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader(
                    HttpHeaders.CONTENT_LENGTH, String.valueOf(file.content().length()));
            Replies.end(response);
        } else {
            Replies.end(response, file.content());
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
