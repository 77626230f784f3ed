package dev.parley.gateway.http;

import dev.parley.model.auth.AuthAddresses;
import dev.parley.model.auth.GetSigningKeys;
import dev.parley.model.auth.SigningKeys;
import dev.parley.model.bus.Bus;
import dev.parley.model.bus.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code /.well-known/jwks.json}: the keys that anybody can check an access token with (RFC 7517 section 5). */
public final class KeySetRoute {
    private static final String PATH = "/.well-known/jwks.json";

    /** A key is announced long before it signs; five minutes are soon enough to learn of it. */
    private static final String CACHE = "public, max-age=300";

    private record KeySet(List<SigningKeys.Jwk> keys) {}

    private final Bus bus;

    public KeySetRoute(Bus bus) {
        this.bus = bus;
    }

    public void mount(Router router, Endpoints endpoints) {
        endpoints.add(HttpMethod.GET, PATH);
        endpoints.add(HttpMethod.HEAD, PATH);
        router.route(PATH).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::send);
    }

    private void send(RoutingContext context) {
        bus.request(AuthAddresses.SIGNING_KEYS, new GetSigningKeys())
                .onComplete(
                        keys -> {
                            context.response()
                                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/jwk-set+json")
                                    .putHeader(HttpHeaders.CACHE_CONTROL, CACHE);
                            Replies.end(context.response(), Buffer.buffer(Json.encodeBytes(new KeySet(keys.keys()))));
                        },
                        context::fail);
    }
}
