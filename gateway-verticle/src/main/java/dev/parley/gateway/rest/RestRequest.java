package dev.parley.gateway.rest;

import dev.parley.gateway.auth.Caller;
import dev.parley.gateway.http.BearerAuth;
import dev.parley.gateway.http.JsonBody;
import dev.parley.gateway.peer.Peer;
import dev.parley.model.failure.Failure;
import dev.parley.model.id.Id;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A REST request as a realtime operation would have sent it: one JSON object with the body's fields, the query's and
 * the ids of the path. A field of the path wins over one of the same name elsewhere.
 */
final class RestRequest {
    private static final String ID_SUFFIX = "Id";
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");
    private static final int MAX_USER_AGENT = 256;

    private final RoutingContext context;

    /** @throws RuntimeException NOT_FOUND if an id of the path could not be one of anything */
    RestRequest(RoutingContext context) {
        this.context = context;
        context.pathParams().forEach((name, value) -> {
            if (name.endsWith(ID_SUFFIX) && !Id.isWellFormed(value)) {
                throw Failure.notFound(name.substring(0, name.length() - ID_SUFFIX.length()))
                        .asException();
            }
        });
    }

    Caller caller() {
        return BearerAuth.callerOf(context);
    }

    /** The path's fields alone. */
    JsonObject path() {
        return withPath(new JsonObject());
    }

    /** The body's fields and the path's; INVALID_REQUEST if there is no JSON object in the body. */
    JsonObject body() {
        return withPath(JsonBody.read(context));
    }

    /**
     * The query's fields and the path's. Those named in {@code integers} become numbers; what is none stays a text, for
     * the operation to refuse by its name.
     */
    JsonObject query(String... integers) {
        var numbers = Set.of(integers);
        var json = new JsonObject();
        for (var entry : context.queryParams()) {
            boolean number = numbers.contains(entry.getKey())
                    && INTEGER.matcher(entry.getValue()).matches();
            json.put(entry.getKey(), number ? (Object) Long.valueOf(entry.getValue()) : entry.getValue());
        }
        return withPath(json);
    }

    /** As {@link #query}; the field {@code list}, {@code a,b,c}, becomes an array. */
    JsonObject queryWithList(String list) {
        var json = query();
        if (json.getValue(list) instanceof String values) {
            var array = new JsonArray();
            for (var value : values.isEmpty() ? new String[0] : values.split(",", -1)) {
                array.add(value);
            }
            json.put(list, array);
        }
        return json;
    }

    /** The numeric address that the request came from. */
    String address() {
        return Peer.of(context).address();
    }

    /** What the client calls itself, for the list of devices; null if it does not say. */
    @Nullable String userAgent() {
        var header = context.request().getHeader(HttpHeaders.USER_AGENT);
        if (header == null) {
            return null;
        }
        var printable = header.replaceAll("[^\\x20-\\x7E]", "").trim();
        return printable.isEmpty() ? null : printable.substring(0, Math.min(printable.length(), MAX_USER_AGENT));
    }

    private JsonObject withPath(JsonObject json) {
        context.pathParams().forEach(json::put);
        return json;
    }
}
