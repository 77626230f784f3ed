package dev.parley.gateway.http;

import dev.parley.model.id.Id;
import dev.parley.model.log.LogFields;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.regex.Pattern;

/** Names each request: by the client's own {@code X-Request-Id} if it is one, else by a new one; told in the answer. */
public final class RequestId implements PlatformHandler {
    public static final String HEADER = "X-Request-Id";

    private static final String KEY = "parley.requestId";

    /** What can be written into a log line as it is. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    public void handle(RoutingContext context) {
        var given = context.request().getHeader(HEADER);
        var id = given != null && FORM.matcher(given).matches() ? given : next();
        context.put(KEY, id);
        LogFields.here().put(LogFields.REQUEST_ID, id);
        context.response().putHeader(HEADER, id);
        context.next();
    }

    /** The id of this request. */
    public static String of(RoutingContext context) {
        String id = context.get(KEY);
        return id == null ? next() : id;
    }

    /** For what is answered without having been a request. */
    public static String next() {
        return Id.uuid7();
    }
}
