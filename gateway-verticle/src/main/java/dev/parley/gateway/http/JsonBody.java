package dev.parley.gateway.http;

import dev.parley.model.failure.Failure;
import dev.parley.model.failure.FailureCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Locale;
import java.util.regex.Pattern;

/** Bodies are JSON objects: {@code application/json}, in UTF-8 (RFC 8259 section 8.1). */
public final class JsonBody {
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*)?;?\\s*");

    private JsonBody() {}

    /** Refuses every other kind of body, before any of it is read. */
    public static SecurityPolicyHandler onlyJson() {
        return context -> {
            if (hasBody(context.request()) && !isJson(context.request())) {
                context.fail(Failure.of(FailureCode.UNSUPPORTED_MEDIA_TYPE, FailureCode.UNSUPPORTED_MEDIA_TYPE.title())
                        .asException());
            } else {
                context.next();
            }
        };
    }

    /** The request's body; throws INVALID_REQUEST if it is missing, malformed or not an object. */
    public static JsonObject read(RoutingContext context) {
        var bytes = context.body().buffer();
        if (bytes == null || bytes.length() == 0) {
            throw invalid("is missing: a JSON object is expected");
        }
        try {
            if (Json.decodeValue(bytes) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException malformed) {
            throw invalid("is not well-formed JSON");
        }
        throw invalid("must be a JSON object");
    }

    private static RuntimeException invalid(String message) {
        return Failure.invalid("body", message).asException();
    }

    private static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    private static boolean isJson(HttpServerRequest request) {
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null
                && MEDIA_TYPE.matcher(type.trim().toLowerCase(Locale.ROOT)).matches();
    }
}
