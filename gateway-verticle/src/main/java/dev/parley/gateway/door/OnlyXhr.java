package dev.parley.gateway.door;

import dev.parley.model.failure.Failure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * Lets nothing through to the library's handler but the XHR requests: its iframe page loads a script from a foreign
 * host, its chunking test holds a response open for anyone.
 */
final class OnlyXhr {
    private static final Pattern POLL = Pattern.compile(".*/[^/.]+/[^/.]+/(xhr|xhr_streaming)");
    private static final Pattern SEND = Pattern.compile(".*/[^/.]+/[^/.]+/xhr_send");
    private static final Pattern INFO = Pattern.compile(".*/info");

    private OnlyXhr() {}

    static void handle(RoutingContext ctx) {
        var path = ctx.normalizedPath();
        boolean preflight = ctx.request().method().equals(HttpMethod.OPTIONS);
        // The library takes the session's id from a query parameter of this name rather than from the path.
        if (ctx.queryParams().contains("param0")) {
            DoorGuard.fail(ctx, Failure.invalid("param0", "must not be given"));
        } else if (POLL.matcher(path).matches()) {
            if (ctx.request().version() != HttpVersion.HTTP_2) {
                // The library cuts the connection behind each of these; a client that does not know would use it again.
                ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            ctx.next();
        } else if (SEND.matcher(path).matches()
                || preflight && INFO.matcher(path).matches()) {
            ctx.next();
        } else {
            DoorGuard.fail(ctx, Failure.notFound("path"));
        }
    }
}
