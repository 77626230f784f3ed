package dev.parley.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.parley.gateway.peer.Peer;
import dev.parley.model.log.LogFields;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request that was answered, for the access log. Without queries, which may have tokens; JSON has these names.
 *
 * @param time when it came
 * @param address the client's, as numbers
 * @param user who it was made for, null if nobody was logged in
 * @param path as it came, without a query
 * @param bytes of the answer's body
 * @param ms until the last of it was written
 * @param referer without a query
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccessEntry(
        Instant time,
        String requestId,
        String address,
        @Nullable String user,
        String method,
        String path,
        String protocol,
        int status,
        long bytes,
        long ms,
        @Nullable String referer,
        @Nullable String userAgent) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    static AccessEntry of(RoutingContext context, Instant time, long ms) {
        var request = context.request();
        var referer = request.getHeader(HttpHeaders.REFERER);
        return new AccessEntry(
                time,
                RequestId.of(context),
                Peer.of(context).address(),
                LogFields.here().all().get(LogFields.USER_ID),
                request.method().name(),
                withoutQuery(request.uri()),
                protocol(request.version()),
                context.response().getStatusCode(),
                context.response().bytesWritten(),
                ms,
                referer == null ? null : withoutQuery(referer),
                request.getHeader(HttpHeaders.USER_AGENT));
    }

    private static String protocol(HttpVersion version) {
        return switch (version) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_1_1 -> "HTTP/1.1";
            case HTTP_2 -> "HTTP/2.0";
        };
    }

    private static String withoutQuery(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** The combined log format of NGINX and Apache, and behind it the request's id. */
    @Override
    public String toString() {
        return address + " - " + plain(user) + " [" + TIME.format(time) + "] \"" + plain(method) + ' ' + plain(path)
                + ' '
                + protocol + "\" " + status + ' ' + bytes + " \"" + plain(referer) + "\" \"" + plain(userAgent) + "\" "
                + requestId;
    }

    /** What a client made up ends neither its field nor its line. */
    private static String plain(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "-";
        }
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                plain.append(c < 256 ? "\\x%02X".formatted((int) c) : "\\u%04X".formatted((int) c));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
