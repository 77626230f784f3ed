package dev.parley.gateway.rest;

import dev.parley.gateway.http.BearerAuth;
import dev.parley.gateway.http.Endpoints;
import dev.parley.gateway.http.JsonBody;
import dev.parley.gateway.http.JsonCompression;
import dev.parley.gateway.http.Replies;
import dev.parley.gateway.limit.BodyReader;
import dev.parley.gateway.limit.UserLimit;
import dev.parley.model.bus.Json;
import dev.parley.model.log.LogFields;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Set;

/** Mounts REST calls. Paths are written as in OpenAPI, {@code /rooms/{roomId}}, below {@link #ROOT}. */
final class Rest {
    static final String ROOT = "/api/v1";

    private static final String ROOM = "{" + LogFields.ROOM_ID + "}";
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private final Router router;
    private final Endpoints endpoints;
    private final BearerAuth auth;
    private final SecurityPolicyHandler onlyJson = JsonBody.onlyJson();
    private final UserLimit perUser;
    private final BodyReader body;
    private final JsonCompression compression;

    Rest(
            Router router,
            Endpoints endpoints,
            BearerAuth auth,
            UserLimit perUser,
            BodyReader body,
            JsonCompression compression) {
        this.router = router;
        this.endpoints = endpoints;
        this.auth = auth;
        this.perUser = perUser;
        this.body = body;
        this.compression = compression;
    }

    void get(String path, Call call) {
        mount(HttpMethod.GET, path, true, call);
    }

    void post(String path, Call call) {
        mount(HttpMethod.POST, path, true, call);
    }

    void put(String path, Call call) {
        mount(HttpMethod.PUT, path, true, call);
    }

    void patch(String path, Call call) {
        mount(HttpMethod.PATCH, path, true, call);
    }

    void delete(String path, Call call) {
        mount(HttpMethod.DELETE, path, true, call);
    }

    /** A POST that needs no access token. */
    void openPost(String path, Call call) {
        mount(HttpMethod.POST, path, false, call);
    }

    private void mount(HttpMethod method, String path, boolean authenticated, Call call) {
        endpoints.add(method, ROOT + path);
        var route = router.route(ROOT + path.replaceAll("\\{(\\w+)}", ":$1")).method(method);
        if (method.equals(HttpMethod.GET)) {
            endpoints.add(HttpMethod.HEAD, ROOT + path);
            route.method(HttpMethod.HEAD); // RFC 9110 section 9.1: wherever GET is
        }
        if (authenticated) {
            route.handler(auth).handler(perUser);
        }
        readBody(method, route);
        if (path.contains(ROOM)) {
            route.handler(context -> {
                LogFields.here().put(LogFields.ROOM_ID, context.pathParam(LogFields.ROOM_ID));
                context.next();
            });
        }
        route.handler(context ->
                call.answer(new RestRequest(context)).onComplete(answer -> send(context, answer), context::fail));
    }

    private void readBody(HttpMethod method, Route route) {
        if (WITH_BODY.contains(method)) {
            route.handler(onlyJson).handler(body);
        }
    }

    private void send(RoutingContext context, Answer answer) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return; // the client has gone
        }
        response.setStatusCode(answer.status()).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (answer.body() == null) {
            Replies.end(response);
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        var json = Buffer.buffer(Json.encodeBytes(answer.body()));
        if (answer.secret()) {
            Replies.end(response, json);
        } else {
            compression.end(context, json);
        }
    }
}
